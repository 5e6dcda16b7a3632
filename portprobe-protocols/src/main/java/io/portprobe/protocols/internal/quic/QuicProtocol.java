package io.portprobe.protocols.internal.quic;

import io.portprobe.protocols.quic.Quic;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/** The protocol {@code "quic"}; {@link Quic} describes it. Thread-safe. */
public final class QuicProtocol implements Protocol {
  private static final int HTTP_3 = 443;

  /** Creates the protocol. */
  public QuicProtocol() {}

  @Override
  public String name() {
    return "quic";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(HTTP_3));
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new QuicDialogue(context.random());
  }
}
