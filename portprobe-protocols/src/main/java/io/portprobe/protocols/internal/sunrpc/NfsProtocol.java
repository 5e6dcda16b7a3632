package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/**
 * The protocol {@code "nfs"}; {@link io.portprobe.protocols.sunrpc.RpcVersions} describes it.
 * Thread-safe.
 */
public final class NfsProtocol extends SunRpcProtocol {
  private static final int PORT = 2049;
  private static final int RARITY = 5;

  /** Creates the protocol. */
  public NfsProtocol() {
    super("nfs", PORT, RARITY);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new VersionsDialogue(context, ProgramNames.NFS, name());
  }
}
