package io.portprobe.protocols.internal.dns;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages on a stream, each after its length in two bytes (RFC 1035 section 4.2.2). */
final class TcpMessageReader {
  private static final int LENGTH = 2;

  private final ByteBuffer length = ByteBuffer.allocate(LENGTH);
  private @Nullable ByteBuffer message;

  /** A message after its length. */
  static ByteBuffer frame(byte[] message) {
    ByteBuffer framed = ByteBuffer.allocate(LENGTH + message.length);
    return framed.putShort((short) message.length).put(message).flip();
  }

  /** Takes bytes until a message is whole, and tells whether one is. */
  boolean take(ByteBuffer bytes) {
    move(bytes, length);
    if (length.hasRemaining()) {
      return false;
    }
    if (message == null) {
      message = ByteBuffer.allocate(length.getShort(0) & 0xffff);
    }
    move(bytes, message);
    return !message.hasRemaining();
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    while (from.hasRemaining() && to.hasRemaining()) {
      to.put(from.get());
    }
  }

  /** What came of the message under way; nothing where not even its length did. */
  byte[] came() {
    if (message == null) {
      return new byte[0];
    }
    ByteBuffer view = message.duplicate().flip();
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }

  /** How long the message under way is said to be; 0 where that did not come. */
  int size() {
    return message == null ? 0 : message.capacity();
  }

  /** Begins with the next message. */
  void next() {
    length.clear();
    message = null;
  }

  /** How far the message under way has come, for people. */
  String progress() {
    return message == null
        ? length.position() + " bytes (expected: an answer and its length)"
        : message.position() + " bytes of a message of " + message.capacity();
  }
}
