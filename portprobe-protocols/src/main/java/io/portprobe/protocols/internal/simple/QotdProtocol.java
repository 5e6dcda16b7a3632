package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/** The protocol {@code "qotd"}; {@link io.portprobe.protocols.simple.SimpleText} describes it. */
public final class QotdProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public QotdProtocol() {
    super("qotd", Binding.tcp(17), Binding.udp(17));
  }

  /** Returns false: no response proves this protocol, so an identification does not try it. */
  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TextDialogue(context, TextRule.QOTD, "");
  }
}
