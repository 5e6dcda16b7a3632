package io.portprobe.protocols.internal.l2tp;

import io.portprobe.protocols.l2tp.L2tp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "l2tp"}; {@link L2tp} describes it. Thread-safe. */
public final class L2tpProtocol implements Protocol {
  private static final int PORT = 1701;

  /** Creates the protocol. */
  public L2tpProtocol() {}

  @Override
  public String name() {
    return "l2tp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(L2tp.HOST_NAME);
  }

  @Override
  public int rarity() {
    return 5;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new L2tpDialogue(
        context.random().nextInt(1, 1 << Short.SIZE), context.option(L2tp.HOST_NAME));
  }
}
