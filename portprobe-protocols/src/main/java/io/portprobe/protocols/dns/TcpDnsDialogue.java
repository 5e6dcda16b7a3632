package io.portprobe.protocols.dns;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Question and answer on a stream, each after its length in two bytes (RFC 1035 section 4.2.2, RFC
 * 7766 section 8). What follows the first message is passed over.
 */
final class TcpDnsDialogue implements Dialogue {
  private static final int LENGTH = 2;

  private final DnsQuestion question;
  private final AnswerReader reader;
  private final ByteBuffer length = ByteBuffer.allocate(LENGTH);
  private @Nullable ByteBuffer message;

  TcpDnsDialogue(DnsQuestion question) {
    this.question = question;
    this.reader = new AnswerReader(question, Transport.TCP);
  }

  @Override
  public Step start() {
    byte[] bytes = question.message();
    ByteBuffer framed = ByteBuffer.allocate(LENGTH + bytes.length);
    return Step.send(framed.putShort((short) bytes.length).put(bytes).flip());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    move(bytes, length);
    if (length.hasRemaining()) {
      return Step.await();
    }
    if (message == null) {
      message = ByteBuffer.allocate(length.getShort(0) & 0xffff);
    }
    move(bytes, message);
    return message.hasRemaining() ? Step.await() : verdict(message);
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    while (from.hasRemaining() && to.hasRemaining()) {
      to.put(from.get());
    }
  }

  private Step verdict(ByteBuffer whole) {
    try {
      return Step.finish(reader.read(came(whole), whole.capacity()));
    } catch (NoAnswerException e) {
      return Step.mismatch(e.why());
    }
  }

  private static byte[] came(ByteBuffer message) {
    ByteBuffer view = message.duplicate().flip();
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }

  @Override
  public Step closed() {
    return partial()
        .map(Step::finish)
        .orElseGet(() -> Step.mismatch("the stream ended after " + progress()));
  }

  private String progress() {
    if (message == null) {
      return length.position() + " bytes (expected: an answer and its length)";
    }
    return message.position() + " bytes of a message of " + message.capacity();
  }

  /** An answer that was cut proves as much as a whole one, once its question is there. */
  @Override
  public Optional<Finding> partial() {
    if (message == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(came(message), message.capacity()));
    } catch (NoAnswerException e) {
      return Optional.empty();
    }
  }
}
