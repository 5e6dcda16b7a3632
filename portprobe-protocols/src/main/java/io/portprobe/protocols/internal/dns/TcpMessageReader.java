package io.portprobe.protocols.internal.dns;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Splits a TCP stream into messages, each preceded by its length in two bytes (RFC 1035 section
 * 4.2.2).
 */
final class TcpMessageReader {
  private static final int LENGTH = 2;

  private final ByteBuffer length = ByteBuffer.allocate(LENGTH);
  private @Nullable ByteBuffer message;

  /** Returns a message preceded by its length. */
  static ByteBuffer frame(byte[] message) {
    ByteBuffer framed = ByteBuffer.allocate(LENGTH + message.length);
    return framed.putShort((short) message.length).put(message).flip();
  }

  /**
   * Appends bytes to the current message until it is complete; bytes after it are not consumed.
   *
   * @return whether the message is complete
   */
  boolean append(ByteBuffer bytes) {
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

  /** Returns the bytes of the current message received so far; empty before its length. */
  byte[] bytes() {
    if (message == null) {
      return new byte[0];
    }
    ByteBuffer view = message.duplicate().flip();
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }

  /** Returns the announced length of the current message; 0 before it was received. */
  int size() {
    return message == null ? 0 : message.capacity();
  }

  /** Starts the next message. */
  void next() {
    length.clear();
    message = null;
  }

  /** Describes how much of the current message was received. */
  String progress() {
    return message == null
        ? length.position() + " bytes (expected: a response and its length)"
        : message.position() + " bytes of a message of " + message.capacity();
  }
}
