package io.portprobe.protocols.internal.netbios;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "netbios"}; {@link NetBios} describes it. Thread-safe. */
public final class NetBiosProtocol implements Protocol {
  private static final int NAME_SERVICE = 137;
  private static final int SESSION_SERVICE = 139;
  private static final int POSITIVE_RESPONSE = 0x82000000;
  private static final int RETARGET_RESPONSE = 0x84000006;
  private static final int KEEP_ALIVE = 0x85000000;
  private static final int NEGATIVE_RESPONSE = 0x83000001;
  private static final Set<Integer> SESSION_ERRORS = Set.of(0x80, 0x81, 0x82, 0x83, 0x8f);
  private static final int WORKSTATION = 0x00;
  private static final int FILE_SERVER = 0x20;
  private static final String ANY_FILE_SERVER = "*SMBSERVER";

  private final NodeStatusReader reader = new NodeStatusReader(SuffixTable.bundled());

  /** Creates the protocol. Reads the bundled table of suffixes, so that dialogues do not. */
  public NetBiosProtocol() {}

  @Override
  public String name() {
    return "netbios";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(NAME_SERVICE), Binding.tcp(SESSION_SERVICE));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(NetBios.SCOPE, NetBios.NAME, NetBios.CALLING);
  }

  @Override
  public int rarity() {
    return 6;
  }

  /**
   * Recognises a response of the session service (RFC 1002 section 4.3), and nothing after it; and
   * a response of the name service.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    if (NameServiceResponse.isResponse(received)) {
      return Optional.of(ServiceFacts.of("netbios-ns"));
    }
    ByteBuffer bytes = received.slice();
    while (bytes.remaining() > 4 && bytes.getInt(bytes.position()) == KEEP_ALIVE) {
      bytes.position(bytes.position() + 4);
    }
    bytes = bytes.slice();
    int header = bytes.remaining() < 4 ? 0 : bytes.getInt(0);
    boolean positive = header == POSITIVE_RESPONSE && bytes.remaining() == 4;
    boolean retarget = header == RETARGET_RESPONSE && bytes.remaining() == 10;
    boolean negative =
        header == NEGATIVE_RESPONSE
            && bytes.remaining() == 5
            && SESSION_ERRORS.contains(Byte.toUnsignedInt(bytes.get(4)));
    return positive || retarget || negative
        ? Optional.of(ServiceFacts.of("netbios-ssn"))
        : Optional.empty();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    String scope = context.option(NetBios.SCOPE);
    String name = context.option(NetBios.NAME);
    return context.transport() == Transport.UDP
        ? nameService(context.random().nextInt(1 << 16), name, scope)
        : session(context, name, scope);
  }

  private Dialogue nameService(int id, String name, String scope) {
    if (name.isEmpty()) {
      byte[] request =
          NameServiceRequest.encode(id, NetBiosName.wildcard(), NameServiceRequest.NBSTAT, scope);
      return new NameServiceDialogue(id, request, reader::read);
    }
    NetBiosName queriedName = NetBiosName.of(name, WORKSTATION);
    byte[] request = NameServiceRequest.encode(id, queriedName, NameServiceRequest.NB, scope);
    return new NameServiceDialogue(id, request, new NameQueryResponseReader(queriedName)::read);
  }

  private static Dialogue session(DialogueContext context, String name, String scope) {
    String called = name.isEmpty() ? ANY_FILE_SERVER : name;
    return new SessionDialogue(
        context,
        NetBiosName.of(called, FILE_SERVER),
        NetBiosName.of(context.option(NetBios.CALLING), WORKSTATION),
        scope);
  }
}
