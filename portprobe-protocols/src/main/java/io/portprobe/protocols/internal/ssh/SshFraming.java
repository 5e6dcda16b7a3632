package io.portprobe.protocols.internal.ssh;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/**
 * The frames of an SSH stream before encryption: lines of text, then binary packets (RFC 4253
 * sections 4.2 and 6). A packet starts with its length, whose first byte is zero because packets
 * are shorter than 16 MiB. No line of text starts with a zero.
 */
final class SshFraming implements Framing {
  /** RFC 4253 section 6.1: implementations must accept packets of 35,000 bytes. */
  static final int MAX_PACKET = 35_000;

  private static final int LENGTH = 4;
  private static final int MIN_PACKET = 12;

  @Override
  public int length(ByteBuffer received) {
    int start = received.position();
    return received.get(start) == 0 ? packet(received) : line(received);
  }

  private static int packet(ByteBuffer received) {
    if (received.remaining() < LENGTH) {
      return INCOMPLETE;
    }
    int length = received.getInt(received.position());
    return length < MIN_PACKET || length > MAX_PACKET - LENGTH ? INVALID : LENGTH + length;
  }

  private static int line(ByteBuffer received) {
    int most = Math.min(received.remaining(), Identification.MAX_LENGTH);
    for (int i = 0; i < most; i++) {
      if (received.get(received.position() + i) == '\n') {
        return i + 1;
      }
    }
    return most == Identification.MAX_LENGTH ? INVALID : INCOMPLETE;
  }

  @Override
  public int maxLength() {
    return MAX_PACKET;
  }
}
