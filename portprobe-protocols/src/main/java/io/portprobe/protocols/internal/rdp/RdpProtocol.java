package io.portprobe.protocols.internal.rdp;

import io.portprobe.protocols.rdp.Rdp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "rdp"}; {@link Rdp} describes it. Thread-safe. */
public final class RdpProtocol implements Protocol {
  private static final int PORT = 3389;

  /** Creates the protocol. */
  public RdpProtocol() {}

  @Override
  public String name() {
    return "rdp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Rdp.EACH);
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RdpDialogue(context);
  }

  /** Recognises a connection confirm with a negotiation, which other uses of X.224 do not have. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return received.remaining() == Negotiation.WITH_NEGOTIATION
            && Negotiation.decode(received).isPresent()
        ? Optional.of(ServiceFacts.of("rdp"))
        : Optional.empty();
  }
}
