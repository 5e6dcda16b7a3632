package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The protocol {@code "rpcbind"}; {@link io.portprobe.protocols.sunrpc.RpcRegistry} describes it.
 * Thread-safe.
 */
public final class RpcBindProtocol implements Protocol {
  private static final int PORT = 111;
  private static final int RARITY = 3;

  /** Creates the protocol. */
  public RpcBindProtocol() {}

  @Override
  public String name() {
    return "rpcbind";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT));
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.CLOSES;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RpcBindDialogue(context);
  }
}
