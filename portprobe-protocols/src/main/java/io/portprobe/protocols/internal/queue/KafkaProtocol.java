package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.internal.reaction.LengthFirst;
import io.portprobe.protocols.queue.Kafka;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The protocol {@code "kafka"}; {@link Kafka} describes it. Thread-safe. A broker closes the
 * connection after a request of another protocol, so there are no bytes to recognise.
 */
public final class KafkaProtocol implements Protocol {
  private static final int PORT = 9092;

  /** The default of socket.request.max.bytes is 100 MiB. */
  private static final LengthFirst LENGTH = LengthFirst.ofFourBytes(0, 100 << 20, 100 << 20);

  /** Creates the protocol. */
  public KafkaProtocol() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public int rarity() {
    return 6;
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return LENGTH.reaction(request);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new KafkaDialogue(context);
  }
}
