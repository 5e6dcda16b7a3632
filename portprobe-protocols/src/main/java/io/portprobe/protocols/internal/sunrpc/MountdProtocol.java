package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The protocol {@code "mountd"}; {@link io.portprobe.protocols.sunrpc.RpcVersions} describes it.
 * Thread-safe.
 */
public final class MountdProtocol implements Protocol {
  private static final int PORT = 20048;
  private static final int RARITY = 6;

  /** Creates the protocol. */
  public MountdProtocol() {}

  @Override
  public String name() {
    return "mountd";
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
    return new VersionsDialogue(context, ProgramNames.MOUNTD, "mountd");
  }
}
