package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/**
 * The protocol {@code "discard"}; {@link io.portprobe.protocols.simple.SilentService} describes it.
 */
public final class DiscardProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public DiscardProtocol() {
    super("discard", Binding.tcp(9));
  }

  /** Returns false: no response proves this protocol, so an identification does not try it. */
  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return SilentDialogue.discard(context.random());
  }
}
