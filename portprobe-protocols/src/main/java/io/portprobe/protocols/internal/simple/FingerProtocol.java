package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.Finger;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.util.List;

/** The protocol {@code "finger"}; {@link io.portprobe.protocols.simple.SimpleText} describes it. */
public final class FingerProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public FingerProtocol() {
    super("finger", Binding.tcp(79));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Finger.USER);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TextDialogue(context, TextRule.FINGER, context.option(Finger.USER) + "\r\n");
  }
}
