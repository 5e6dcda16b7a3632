package io.portprobe.protocols.internal.msrpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Recognises PDUs of servers by their headers (C706 sections 12.5.1 and 12.6.3.1): version, type,
 * data representation, and a length that fits.
 */
final class ServerPdu {
  private static final int CONNECTION_VERSION = 5;
  private static final int CONNECTION_HEADER = 16;
  private static final int MIN_FRAGMENT = 20;

  /** response, fault, bind_ack, bind_nak. */
  private static final Set<Integer> CONNECTION_TYPES = Set.of(2, 3, 12, 13);

  private static final int DATAGRAM_VERSION = 4;
  private static final int DATAGRAM_HEADER = 80;

  /** response, fault, working, nocall, reject, fack. */
  private static final Set<Integer> DATAGRAM_TYPES = Set.of(2, 3, 4, 5, 6, 9);

  private static final int LITTLE_ENDIAN = 0x10;

  private ServerPdu() {}

  /** Returns whether bytes are, or start with, a PDU of a server. */
  static boolean startsWith(ByteBuffer received) {
    ByteBuffer in = received.slice();
    if (in.remaining() < CONNECTION_HEADER) {
      return false;
    }
    return switch (in.get(0)) {
      case CONNECTION_VERSION -> isConnectionPdu(in);
      case DATAGRAM_VERSION -> isDatagramPdu(in);
      default -> false;
    };
  }

  private static boolean isConnectionPdu(ByteBuffer in) {
    return (in.get(1) & ~1) == 0
        && CONNECTION_TYPES.contains((int) in.get(2))
        && in.get(5) == 0
        && in.getShort(6) == 0
        && hasOrder(in, 4)
        && (ordered(in, 4).getShort(8) & 0xffff) >= MIN_FRAGMENT;
  }

  private static boolean isDatagramPdu(ByteBuffer in) {
    return in.remaining() >= DATAGRAM_HEADER
        && DATAGRAM_TYPES.contains((int) in.get(1))
        && in.get(5) == 0
        && in.get(6) == 0
        && hasOrder(in, 4)
        && (ordered(in, 4).getShort(74) & 0xffff) == in.remaining() - DATAGRAM_HEADER;
  }

  /** Returns whether the integers are little-endian or big-endian, and the characters ASCII. */
  private static boolean hasOrder(ByteBuffer in, int at) {
    return in.get(at) == LITTLE_ENDIAN || in.get(at) == 0;
  }

  private static ByteBuffer ordered(ByteBuffer in, int at) {
    return in.order(in.get(at) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }
}
