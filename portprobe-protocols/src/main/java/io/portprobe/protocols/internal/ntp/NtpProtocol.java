package io.portprobe.protocols.internal.ntp;

import io.portprobe.protocols.ntp.NtpResponse;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/** The protocol {@code "ntp"}; {@link NtpResponse} describes it. Thread-safe. */
public final class NtpProtocol implements Protocol {
  private static final int PORT = 123;

  /** Creates the protocol. */
  public NtpProtocol() {}

  @Override
  public String name() {
    return "ntp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT));
  }

  @Override
  public int rarity() {
    return 2;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new NtpDialogue(context);
  }
}
