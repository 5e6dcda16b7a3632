package io.portprobe.protocols.internal.ike;

import io.portprobe.protocols.ike.Ike;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "ike"}; {@link Ike} describes it. Thread-safe. */
public final class IkeProtocol implements Protocol {
  static final int NAT_TRAVERSAL_PORT = 4500;
  private static final int PORT = 500;

  /** Creates the protocol. */
  public IkeProtocol() {}

  @Override
  public String name() {
    return "ike";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.udp(NAT_TRAVERSAL_PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Ike.NON_ESP_MARKER);
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new IkeDialogue(context);
  }
}
