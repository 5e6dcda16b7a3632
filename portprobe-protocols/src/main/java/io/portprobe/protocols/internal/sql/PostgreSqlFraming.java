package io.portprobe.protocols.internal.sql;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/**
 * The messages of a PostgreSQL server: a type and a length, except for the response to an
 * SSLRequest, which is one byte. Belongs to one dialogue.
 */
final class PostgreSqlFraming implements Framing {
  static final int HEADER = 5;

  private static final int MAX_MESSAGE = 32 << 10;
  private static final String TYPES = "ERSKNZv";

  private boolean sslResponse;

  /** Sets whether the next message is the response to an SSLRequest. */
  void expectSslResponse(boolean expected) {
    sslResponse = expected;
  }

  @Override
  public int length(ByteBuffer received) {
    byte type = received.get(0);
    return sslResponse && (type == 'S' || type == 'N') ? 1 : messageLength(received);
  }

  @Override
  public int maxLength() {
    return MAX_MESSAGE;
  }

  /** Returns the length of a message with type and length. */
  static int messageLength(ByteBuffer received) {
    if (TYPES.indexOf(received.get(0)) < 0) {
      return INVALID;
    }
    if (received.remaining() < HEADER) {
      return INCOMPLETE;
    }
    int length = received.getInt(1);
    return length < 4 || length >= MAX_MESSAGE ? INVALID : length + 1;
  }
}
