package io.portprobe.protocols.internal.radius;

import io.portprobe.protocols.radius.Radius;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "radius"}; {@link Radius} describes it. Thread-safe. */
public final class RadiusProtocol implements Protocol {
  private static final int AUTHENTICATION = 1812;
  private static final int ACCOUNTING = 1813;
  private static final int RARITY = 4;

  /** Creates the protocol. */
  public RadiusProtocol() {}

  @Override
  public String name() {
    return "radius";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(AUTHENTICATION), Binding.udp(ACCOUNTING));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Radius.SECRET);
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RadiusDialogue(
        StatusRequest.create(context.random(), context.option(Radius.SECRET)));
  }
}
