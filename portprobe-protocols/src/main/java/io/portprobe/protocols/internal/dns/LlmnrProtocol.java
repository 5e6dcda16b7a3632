package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.LlmnrResult;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/** The protocol {@code "llmnr"}; {@link LlmnrResult} describes it. Thread-safe. */
public final class LlmnrProtocol implements Protocol {
  private static final int PORT = 5355;
  private static final int RARITY = 7;

  /** Creates the protocol. */
  public LlmnrProtocol() {}

  @Override
  public String name() {
    return "llmnr";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT), Binding.udp(PORT));
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new LlmnrDialogue(context);
  }
}
