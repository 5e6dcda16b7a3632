package io.portprobe.protocols.internal.netbios;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.protocols.netbios.NodeStatus;
import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * NetBIOS over TCP/IP (RFC 1001, RFC 1002), as {@code "netbios"} at home on udp/137, the name
 * service, and tcp/139, the session service.
 *
 * <p>Over UDP it sends one node status request for the name {@code *}, unicast, with a random
 * transaction id. Any response with this id is a {@link NodeStatus}, a negative one too. With
 * {@link NetBios#NAME} it sends a name query for that name instead, whose answer is a {@link
 * NameQueryResponse}. Other datagrams are passed over.
 *
 * <p>Over TCP it sends one session request, and whatever the service answers is a {@link
 * SessionResponse}. It says nothing in a session that was accepted, and goes nowhere it is referred
 * to.
 */
public final class NetBiosProtocol implements Protocol {
  private static final int NAME_SERVICE = 137;
  private static final int SESSION_SERVICE = 139;
  private static final int WORKSTATION = 0x00;
  private static final int FILE_SERVER = 0x20;
  private static final String ANY_FILE_SERVER = "*SMBSERVER";

  private final NodeStatusReader reader = new NodeStatusReader(SuffixTable.bundled());

  /** Makes the protocol; reads the table of suffixes. */
  public NetBiosProtocol() {}

  @Override
  public String name() {
    return "netbios";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(NAME_SERVICE), Binding.tcp(SESSION_SERVICE));
  }

  /**
   * Begins a conversation.
   *
   * @throws IllegalArgumentException if an option of {@link NetBios} does not hold what it should
   */
  @Override
  public Dialogue open(DialogueContext context) {
    String scope = NetBiosName.checkScope(context.option(NetBios.SCOPE));
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
    NetBiosName asked = NetBiosName.of(NetBios.NAME, name, WORKSTATION);
    byte[] request = NameServiceRequest.encode(id, asked, NameServiceRequest.NB, scope);
    return new NameServiceDialogue(id, request, new NameQueryResponseReader(asked)::read);
  }

  private static Dialogue session(DialogueContext context, String name, String scope) {
    String called = name.isEmpty() ? ANY_FILE_SERVER : name;
    return new SessionDialogue(
        NetBiosName.of(NetBios.NAME, called, FILE_SERVER),
        NetBiosName.of(NetBios.CALLING, context.option(NetBios.CALLING), WORKSTATION),
        scope);
  }
}
