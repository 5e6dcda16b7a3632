package io.portprobe.protocols.internal.netbios;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "netbios"}; {@link NetBios} describes it. Thread-safe. */
public final class NetBiosProtocol implements Protocol {
  private static final int NAME_SERVICE = 137;
  private static final int SESSION_SERVICE = 139;
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
        NetBiosName.of(called, FILE_SERVER),
        NetBiosName.of(context.option(NetBios.CALLING), WORKSTATION),
        scope);
  }
}
