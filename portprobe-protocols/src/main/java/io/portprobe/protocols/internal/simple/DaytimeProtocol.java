package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/**
 * The protocol {@code "daytime"}; {@link io.portprobe.protocols.simple.SimpleText} describes it.
 */
public final class DaytimeProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public DaytimeProtocol() {
    super("daytime", Binding.tcp(13), Binding.udp(13));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TextDialogue(context, TextRule.DAYTIME, "");
  }
}
