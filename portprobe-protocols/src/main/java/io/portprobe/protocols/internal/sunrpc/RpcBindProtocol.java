package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/**
 * The protocol {@code "rpcbind"}; {@link io.portprobe.protocols.sunrpc.RpcRegistry} describes it.
 * Thread-safe.
 */
public final class RpcBindProtocol extends SunRpcProtocol {
  private static final int PORT = 111;
  private static final int RARITY = 3;

  /** Creates the protocol. */
  public RpcBindProtocol() {
    super("rpcbind", PORT, RARITY);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RpcBindDialogue(context);
  }
}
