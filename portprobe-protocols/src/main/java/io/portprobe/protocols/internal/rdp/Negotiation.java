package io.portprobe.protocols.internal.rdp;

import io.portprobe.protocols.rdp.RdpSecurity;
import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection confirm (MS-RDPBCGR section 2.2.1.2) in a TPKT (RFC 1006 section 6).
 *
 * @param selected the selected protocol; empty if the server refused, or selected an unknown one
 * @param failure the code of a refusal, 0 if there is none
 */
record Negotiation(Optional<RdpSecurity> selected, int failure) {
  static final int HYBRID_REQUIRED = 5;
  static final int WITH_NEGOTIATION = 19;

  private static final int WITHOUT_NEGOTIATION = 11;
  private static final int TPKT = 3;
  private static final int TPKT_HEADER = 4;
  private static final int MAX_TPKT = 1_024;
  private static final int CONNECTION_CONFIRM = 0xd0;
  private static final int RESPONSE = 2;
  private static final int FAILURE = 3;
  private static final int NEGOTIATION_LENGTH = 8;
  private static final String[] FAILURES = {
    "", // no code
    "SSL_REQUIRED_BY_SERVER",
    "SSL_NOT_ALLOWED_BY_SERVER",
    "SSL_CERT_NOT_ON_SERVER",
    "INCONSISTENT_FLAGS",
    "HYBRID_REQUIRED_BY_SERVER",
    "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER"
  };

  /** The frames of the stream: version 3, a reserved byte, and a length of two bytes. */
  static Framing framing() {
    return Framing.of(
        MAX_TPKT,
        received -> {
          if (received.get(received.position()) != TPKT) {
            return Framing.INVALID;
          }
          if (received.remaining() < TPKT_HEADER) {
            return Framing.INCOMPLETE;
          }
          int length = received.getShort(received.position() + 2) & 0xffff;
          return length <= TPKT_HEADER ? Framing.INVALID : length;
        });
  }

  /** Returns a connection request that offers protocols (section 2.2.1.1). */
  static byte[] request(int protocols) {
    byte[] request = new byte[WITH_NEGOTIATION];
    ByteBuffer.wrap(request)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(0, (byte) TPKT)
        .put(3, (byte) WITH_NEGOTIATION)
        .put(4, (byte) (WITH_NEGOTIATION - 5))
        .put(5, (byte) 0xe0)
        .put(11, (byte) 1)
        .putShort(13, (short) NEGOTIATION_LENGTH)
        .putInt(15, protocols);
    return request;
  }

  /** Decodes a frame; empty if it is no connection confirm. */
  static Optional<Negotiation> decode(ByteBuffer frame) {
    ByteBuffer in = frame.slice().order(ByteOrder.LITTLE_ENDIAN);
    int length = in.remaining();
    if ((length != WITHOUT_NEGOTIATION && length != WITH_NEGOTIATION)
        || in.get(0) != TPKT
        || in.get(4) != length - 5
        || (in.get(5) & 0xf0) != CONNECTION_CONFIRM) {
      return Optional.empty();
    }
    if (length == WITHOUT_NEGOTIATION) {
      return Optional.of(new Negotiation(Optional.of(RdpSecurity.STANDARD), 0));
    }
    int value = in.getInt(15);
    if (in.getShort(13) != NEGOTIATION_LENGTH) {
      return Optional.empty();
    }
    return switch (in.get(11)) {
      case RESPONSE ->
          Optional.of(
              new Negotiation(
                  Arrays.stream(RdpSecurity.values())
                      .filter(each -> each.value() == value)
                      .findFirst(),
                  0));
      case FAILURE -> Optional.of(new Negotiation(Optional.empty(), value));
      default -> Optional.empty();
    };
  }

  /** Returns the name of the refusal, or its number. */
  String failureName() {
    return failure > 0 && failure < FAILURES.length ? FAILURES[failure] : "code " + failure;
  }
}
