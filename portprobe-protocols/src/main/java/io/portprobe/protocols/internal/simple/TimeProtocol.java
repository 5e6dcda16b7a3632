package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/** The protocol {@code "time"}; {@link io.portprobe.protocols.simple.ServerTime} describes it. */
public final class TimeProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public TimeProtocol() {
    super("time", Binding.tcp(37), Binding.udp(37));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TimeDialogue(context);
  }
}
