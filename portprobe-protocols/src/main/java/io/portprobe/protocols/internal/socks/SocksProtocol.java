package io.portprobe.protocols.internal.socks;

import io.portprobe.protocols.socks.Socks;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "socks"}; {@link Socks} describes it. Thread-safe. */
public final class SocksProtocol implements Protocol {
  private static final int SOCKS = 1_080;

  /** Creates the protocol. */
  public SocksProtocol() {}

  @Override
  public String name() {
    return "socks";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(SOCKS));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Socks.DESTINATION, Socks.VERSION);
  }

  @Override
  public int rarity() {
    return 6;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SocksDialogue(context);
  }
}
