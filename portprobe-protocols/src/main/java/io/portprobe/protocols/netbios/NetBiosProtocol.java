package io.portprobe.protocols.netbios;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The NetBIOS name service over UDP (RFC 1001, RFC 1002), as {@code "netbios"} at home on udp/137.
 *
 * <p>It sends one node status request for the name {@code *}, unicast, with a random transaction
 * id. Any response with this id is a {@link NodeStatus}, a negative one too; other datagrams are
 * passed over.
 */
public final class NetBiosProtocol implements Protocol {
  private static final int PORT = 137;

  private final NodeStatusReader reader = new NodeStatusReader(SuffixTable.bundled());

  /** Makes the protocol; reads the table of suffixes. */
  public NetBiosProtocol() {}

  @Override
  public String name() {
    return "netbios";
  }

  @Override
  public Set<Binding> home() {
    return Set.of(Binding.udp(PORT));
  }

  /**
   * Begins a conversation.
   *
   * @throws IllegalArgumentException if {@link NetBios#SCOPE} does not hold a scope
   */
  @Override
  public Dialogue open(DialogueContext context) {
    int id = context.random().nextInt(1 << 16);
    byte[] request = NodeStatusRequest.encode(id, context.option(NetBios.SCOPE));
    return new NodeStatusDialogue(id, request, reader);
  }
}
