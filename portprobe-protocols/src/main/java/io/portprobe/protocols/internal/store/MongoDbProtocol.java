package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.reaction.LengthFirst;
import io.portprobe.protocols.store.MongoDb;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "mongodb"}; {@link MongoDb} describes it. Thread-safe. */
public final class MongoDbProtocol implements Protocol {
  private static final int PORT = 27_017;

  /** A header has 16 bytes, and a message at most 48,000,000 (maxMessageSizeBytes). */
  private static final LengthFirst LENGTH =
      new LengthFirst(4, 16, 48_000_000, 48_000_000, ForeignReaction.CLOSES);

  /** The body of the HTTP response with which a server replies to an HTTP request. */
  private static final String HTTP_TEXT =
      "It looks like you are trying to access MongoDB over HTTP on the native driver port.";

  /** Creates the protocol. */
  public MongoDbProtocol() {}

  @Override
  public String name() {
    return "mongodb";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  /** Identifies a response to {@code hello}, and the text for clients of HTTP. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer message = received.slice();
    boolean hello =
        MongoDbMessages.FRAMING.length(message) == message.limit()
            && MongoDbMessages.document(message)
                .filter(document -> document.containsKey("maxWireVersion"))
                .isPresent();
    return hello || isHttpReply(StandardCharsets.ISO_8859_1.decode(message).toString())
        ? Optional.of(ServiceFacts.of("mongodb"))
        : Optional.empty();
  }

  /** Returns whether a text is the whole response to HTTP. A page may quote that text. */
  private static boolean isHttpReply(String text) {
    return text.startsWith("HTTP/1.") && text.strip().endsWith("\r\n\r\n" + HTTP_TEXT);
  }

  @Override
  public int rarity() {
    return 4;
  }

  /** The length counts itself. */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    if (request.remaining() < 4) {
      return ForeignReaction.WAITS;
    }
    int length = request.slice().order(ByteOrder.LITTLE_ENDIAN).getInt();
    return LENGTH.reaction(length, request.remaining());
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new MongoDbDialogue(context);
  }
}
