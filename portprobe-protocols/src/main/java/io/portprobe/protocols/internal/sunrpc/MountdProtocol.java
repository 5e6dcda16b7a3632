package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/**
 * The protocol {@code "mountd"}; {@link io.portprobe.protocols.sunrpc.RpcVersions} describes it.
 * Thread-safe.
 */
public final class MountdProtocol extends SunRpcProtocol {
  private static final int PORT = 20048;
  private static final int RARITY = 6;

  /** Creates the protocol. */
  public MountdProtocol() {
    super("mountd", PORT, RARITY);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new VersionsDialogue(context, ProgramNames.MOUNTD, name());
  }
}
