package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The protocol {@code "nfs"}; {@link io.portprobe.protocols.sunrpc.RpcVersions} describes it.
 * Thread-safe.
 */
public final class NfsProtocol implements Protocol {
  private static final int PORT = 2049;
  private static final int RARITY = 4;

  /** Creates the protocol. */
  public NfsProtocol() {}

  @Override
  public String name() {
    return "nfs";
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
    return new VersionsDialogue(context, ProgramNames.NFS, "nfs");
  }
}
