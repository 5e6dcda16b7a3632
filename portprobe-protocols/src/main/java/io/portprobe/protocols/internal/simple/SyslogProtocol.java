package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;

/**
 * The protocol {@code "syslog"}; {@link io.portprobe.protocols.simple.SilentService} describes it.
 */
public final class SyslogProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public SyslogProtocol() {
    super("syslog", Binding.tcp(514), Binding.tcp(601), Binding.tls(6514));
  }

  /** Returns false: no response proves this protocol, so an identification does not try it. */
  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return SilentDialogue.syslog();
  }
}
