package io.portprobe.protocols.internal.snmp;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/** The length of a message over TCP, which is that of its outermost sequence (RFC 3430). */
final class BerFrames {
  static final int MAX_LENGTH = 65_507;

  private static final byte SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;
  private static final int MAX_LENGTH_BYTES = 3;

  private BerFrames() {}

  static int length(ByteBuffer received) {
    int start = received.position();
    int size = received.remaining();
    if (received.get(start) != SEQUENCE) {
      return Framing.INVALID;
    }
    if (size < 2) {
      return Framing.INCOMPLETE;
    }
    int first = received.get(start + 1) & 0xff;
    if (first < LONG_FORM) {
      return 2 + first;
    }
    int lengthBytes = first - LONG_FORM;
    if (lengthBytes == 0 || lengthBytes > MAX_LENGTH_BYTES) {
      return Framing.INVALID;
    }
    if (size < 2 + lengthBytes) {
      return Framing.INCOMPLETE;
    }
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | (received.get(start + 2 + i) & 0xff);
    }
    return 2 + lengthBytes + length;
  }
}
