package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/** The protocol {@code "echo"}; {@link io.portprobe.protocols.simple.EchoReply} describes it. */
public final class EchoProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public EchoProtocol() {
    super("echo", Binding.tcp(7), Binding.udp(7));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new EchoDialogue(context);
  }
}
