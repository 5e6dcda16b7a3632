package io.portprobe.protocols.internal.dns;

import java.nio.ByteBuffer;

/**
 * Distinguishes a response of a name server from the data of other servers, without a query to
 * compare it with. Confined to messages that are received completely.
 */
final class ResponseRecognition {
  private static final int MAX_MESSAGE = 1 << 12;

  /** QR, and the reserved bit Z, which is zero (RFC 6895 section 2). */
  private static final int QR = 0x8000;

  private static final int OPCODE = 0x7800;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int RESERVED = 0x0040;
  private static final int RCODE = 0x000f;
  private static final int REFUSED = 5;

  // RFC 1035 section 3.2. javac would name the classes of dnsjava's constants, which it inlines,
  // and
  // the relocation leaves a class alone that uses nothing else of dnsjava.
  private static final int TYPE_PTR = 12;
  private static final int CLASS_IN = 1;
  private static final int CLASS_CH = 3;
  private static final int CLASS_HS = 4;

  private ResponseRecognition() {}

  /** Returns whether bytes are one message, alone or preceded by its length as over TCP. */
  static boolean matches(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    int size = bytes.remaining();
    if (size > MAX_MESSAGE) {
      return false;
    }
    boolean framed =
        size > Short.BYTES && Short.toUnsignedInt(bytes.getShort(0)) == size - Short.BYTES;
    return framed ? isResponse(copy(bytes, Short.BYTES)) : isResponse(copy(bytes, 0));
  }

  private static byte[] copy(ByteBuffer bytes, int from) {
    byte[] copy = new byte[bytes.remaining() - from];
    bytes.get(from, copy);
    return copy;
  }

  private static boolean isResponse(byte[] wire) {
    if (wire.length < MessageOutline.HEADER) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(wire);
    int flags = Short.toUnsignedInt(in.getShort(2));
    int rcode = flags & RCODE;
    if ((flags & QR) == 0 || (flags & RESERVED) != 0 || rcode > REFUSED) {
      return false;
    }
    if (wire.length == MessageOutline.HEADER) { // FORMERR, or NOTIMP with the opcode of the query
      return rcode != 0 && in.getLong(4) == 0;
    }
    return (flags & OPCODE) == 0 && in.getShort(4) == 1 && hasQuestion(wire, flags);
  }

  /** Returns whether all records are there, and the question is one for a name server. */
  private static boolean hasQuestion(byte[] wire, int flags) {
    MessageOutline outline = MessageOutline.of(wire);
    if (outline.problem() != null || outline.trailing() > 0) {
      return false;
    }
    int at = MessageOutline.HEADER;
    while (wire[at] != 0) { // the outline has no label with another type
      if ((wire[at] & 0xc0) != 0) {
        return false;
      }
      at += 1 + wire[at];
    }
    int type = Short.toUnsignedInt(ByteBuffer.wrap(wire).getShort(at + 1));
    int dnsClass = Short.toUnsignedInt(ByteBuffer.wrap(wire).getShort(at + 3));
    boolean known = dnsClass == CLASS_IN || dnsClass == CLASS_CH || dnsClass == CLASS_HS;
    // The responders of mDNS and LLMNR also respond with pointers.
    boolean linkLocal = type == TYPE_PTR && (flags & RECURSION_AVAILABLE) == 0;
    return known && type != 0 && !linkLocal;
  }
}
