package io.portprobe.protocols.internal.vnc;

import io.portprobe.protocols.vnc.Vnc;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "vnc"}; {@link Vnc} describes it. Thread-safe. */
public final class VncProtocol implements Protocol {
  private static final int PORT = 5900;
  private static final int RARITY = 3;

  /** Creates the protocol. */
  public VncProtocol() {}

  @Override
  public String name() {
    return "vnc";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT), Binding.tcp(PORT + 1));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Vnc.DESKTOP_NAME);
  }

  /** Recognises the version at the start of the stream. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return RfbVersion.read(received.slice()).map(RfbVersion::facts);
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new VncDialogue(context.option(Vnc.DESKTOP_NAME));
  }
}
