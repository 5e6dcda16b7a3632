package io.portprobe.protocols.internal.adws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.Framing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Records of .NET Message Framing (MC-NMF section 2.2.3), and the handshake messages of
 * NegotiateStream (MS-NNS section 2.2.1) that follow them on the same stream. The first bytes of
 * the two differ, so that one rule divides the stream.
 */
final class NmfRecords {
  static final int FAULT = 0x08;
  static final int UPGRADE_RESPONSE = 0x0a;
  static final int HANDSHAKE_ERROR = 0x15;
  static final int HANDSHAKE_IN_PROGRESS = 0x16;

  /** The maximum length of a record or handshake message, with its header. */
  static final int MAX = 0xffff + 5;

  private static final int HANDSHAKE_DONE = 0x14;
  private static final int HANDSHAKE_HEADER = 5;
  private static final int UPGRADE_REQUEST = 0x09;
  private static final int VIA = 0x02;

  /** Version 1.0; duplex mode. */
  private static final byte[] VERSION_AND_MODE = {0, 1, 0, 1, 2};

  /** SOAP 1.2 in the binary format with an in-band dictionary. */
  private static final byte[] ENCODING = {3, 8};

  private static final String NEGOTIATE_STREAM = "application/negotiate";
  private static final String FAULTS = "http://schemas.microsoft.com/ws/2006/05/framing/faults/";

  /** The first byte of a length that has another byte (section 2.2.2.1). */
  private static final int CONTINUED = 0x80;

  private static final int LENGTH_BITS = 7;

  private NmfRecords() {}

  /** The rule that divides the stream of a server. */
  static Framing framing() {
    return Framing.of(MAX, NmfRecords::length);
  }

  private static int length(ByteBuffer received) {
    ByteBuffer in = received.slice();
    return switch (in.get(0)) {
      case UPGRADE_RESPONSE -> 1;
      case FAULT -> faultLength(in);
      case HANDSHAKE_DONE, HANDSHAKE_ERROR, HANDSHAKE_IN_PROGRESS -> handshakeLength(in);
      default -> Framing.INVALID;
    };
  }

  /** The text of a fault is that of a URI, whose length has one or two bytes. */
  private static int faultLength(ByteBuffer in) {
    if (in.remaining() < 3) {
      return Framing.INCOMPLETE;
    }
    int first = in.get(1) & 0xff;
    if (first < CONTINUED) {
      return 2 + first;
    }
    int second = in.get(2) & 0xff;
    return second < CONTINUED
        ? 3 + (second << LENGTH_BITS | (first & ~CONTINUED))
        : Framing.INVALID;
  }

  private static int handshakeLength(ByteBuffer in) {
    if (in.remaining() < HANDSHAKE_HEADER) {
      return Framing.INCOMPLETE;
    }
    boolean version1 = in.get(1) == 1 && in.get(2) == 0;
    return version1 ? HANDSHAKE_HEADER + (in.getShort(3) & 0xffff) : Framing.INVALID;
  }

  /** Returns a preamble with a request to upgrade the stream to NegotiateStream. */
  static byte[] preamble(String via) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(VERSION_AND_MODE);
    writeText(out, VIA, via);
    out.writeBytes(ENCODING);
    writeText(out, UPGRADE_REQUEST, NEGOTIATE_STREAM);
    return out.toByteArray();
  }

  private static void writeText(ByteArrayOutputStream out, int type, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(type);
    int length = bytes.length;
    while (length >= CONTINUED) {
      out.write((length & ~CONTINUED) | CONTINUED);
      length >>= LENGTH_BITS;
    }
    out.write(length);
    out.writeBytes(bytes);
  }

  /** Returns the first handshake message of a client. */
  static byte[] handshake(byte[] token) {
    return ByteBuffer.allocate(HANDSHAKE_HEADER + token.length)
        .put((byte) HANDSHAKE_IN_PROGRESS)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) token.length)
        .put(token)
        .array();
  }

  /** Returns the payload of a handshake message. */
  static byte[] payload(ByteBuffer message) {
    byte[] payload = new byte[message.remaining() - HANDSHAKE_HEADER];
    message.slice().get(HANDSHAKE_HEADER, payload);
    return payload;
  }

  /**
   * Returns the name of a fault.
   *
   * @param received a record, possibly without its end
   * @return the text after the URI that all faults start with; empty if the bytes are no fault
   */
  static Optional<String> fault(ByteBuffer received) {
    ByteBuffer in = received.slice();
    if (in.remaining() < 3 || in.get(0) != FAULT) {
      return Optional.empty();
    }
    int length = faultLength(in);
    in.position((in.get(1) & CONTINUED) == 0 ? 2 : 3);
    if (length < 0 || length < in.position()) {
      return Optional.empty();
    }
    String text = UTF_8.decode(in.limit(Math.min(length, in.limit()))).toString();
    return text.startsWith(FAULTS)
        ? Optional.of(text.substring(FAULTS.length()))
        : Optional.empty();
  }
}
