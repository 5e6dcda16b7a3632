package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.Amqp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "amqp"}; {@link Amqp} describes it. Thread-safe. */
public final class AmqpProtocol implements Protocol {
  private static final int HEADER = 8;
  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;

  /** Creates the protocol. */
  public AmqpProtocol() {}

  @Override
  public String name() {
    return "amqp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT), Binding.tls(TLS_PORT));
  }

  /**
   * Identifies {@code Connection.Start}, and the header with which a broker replies to the request
   * of another protocol.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    int length = AmqpFrames.FRAMING.length(bytes);
    return length > 0 && length <= bytes.limit()
        ? AmqpFrames.read(bytes.slice(0, length)).map(AmqpFinding::facts)
        : Optional.empty();
  }

  /** A server responds to any header with its own (AMQP 0-9-1 section 4.2.2). */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return request.remaining() < HEADER ? ForeignReaction.WAITS : ForeignReaction.RESPONDS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new AmqpDialogue(context);
  }
}
