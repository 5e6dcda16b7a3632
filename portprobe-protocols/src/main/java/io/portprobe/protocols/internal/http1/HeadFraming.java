package io.portprobe.protocols.internal.http1;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The rule that a frame is the head of an HTTP/1 response: up to and including the first empty line
 * (RFC 9112 section 2.1), whose line ends may lack the CR (section 2.2). Data that does not start
 * with {@code HTTP/} is one frame, so that the dialogue can report it.
 */
public enum HeadFraming implements Framing {
  /** The rule. */
  INSTANCE;

  /** The maximum length of a head in bytes. */
  public static final int MAX_HEAD = 32 << 10;

  private static final byte[] START = "HTTP/".getBytes(StandardCharsets.US_ASCII);

  @Override
  public int maxLength() {
    return MAX_HEAD;
  }

  @Override
  public int length(ByteBuffer received) {
    int from = received.position();
    int size = received.remaining();
    for (int i = 0; i < Math.min(START.length, size); i++) {
      if (received.get(from + i) != START[i]) {
        return Math.min(size, MAX_HEAD);
      }
    }
    boolean empty = false; // whether the current line has no byte but a CR
    for (int i = 0; i < size; i++) {
      byte each = received.get(from + i);
      if (each == '\n') {
        if (empty) {
          return i + 1;
        }
        empty = true;
      } else if (each != '\r') {
        empty = false;
      }
    }
    return INCOMPLETE;
  }
}
