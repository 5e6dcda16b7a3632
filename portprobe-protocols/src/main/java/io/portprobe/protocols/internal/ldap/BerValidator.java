package io.portprobe.protocols.internal.ldap;

import java.util.Arrays;

/**
 * Checks the shape of BER (X.690, as RFC 4511 section 5.1 narrows it) before anything is decoded
 * from it: definite lengths that fit where they stand, a bounded number of elements, a bounded
 * depth. Allocates nothing, and reads nothing but tags and lengths.
 */
final class BerValidator {
  /** How deep elements may nest. A search result entry needs 6. */
  static final int MAX_DEPTH = 16;

  /** How many elements a message may hold. The largest rootDSE seen holds about 200. */
  static final int MAX_ELEMENTS = 65_536;

  static final int SEQUENCE = 0x30;

  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;
  private static final int LONG_LENGTH = 0x80;

  private BerValidator() {}

  /**
   * The size of tag and length of the element at a place, or 0 if they are not all there.
   *
   * @throws LdapDecodeException if the length has no definite form of at most four bytes
   */
  static int headerSize(byte[] bytes, int from, int to) throws LdapDecodeException {
    if (to - from < 2) {
      return 0;
    }
    int first = bytes[from + 1] & 0xff;
    int lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
    if (first == LONG_LENGTH || lengthBytes > 4) {
      throw new LdapDecodeException(
          String.format("BER length begins with 0x%02x (expected: 0x00-0x7f or 0x81-0x84)", first));
    }
    return to - from < 2 + lengthBytes ? 0 : 2 + lengthBytes;
  }

  /** What the length says, 0 to 2^32 - 1, of an element whose header is all there. */
  static long contentSize(byte[] bytes, int from, int headerSize) {
    if (headerSize == 2) {
      return bytes[from + 1];
    }
    long size = 0;
    for (int i = from + 2; i < from + headerSize; i++) {
      size = size << 8 | (bytes[i] & 0xff);
    }
    return size;
  }

  /**
   * Walks through all elements of a complete message.
   *
   * @throws LdapDecodeException if its shape is not as this class demands
   */
  static void check(byte[] message) throws LdapDecodeException {
    walk(message, 0, message.length, 0, 0);
  }

  /** Walks through what stands at a depth; returns how many elements there are so far. */
  private static int walk(byte[] message, int from, int to, int depth, int before)
      throws LdapDecodeException {
    if (depth == MAX_DEPTH) {
      throw new LdapDecodeException("BER nested deeper than expected (at most " + MAX_DEPTH + ")");
    }
    int elements = before;
    for (int at = from; at < to; ) {
      int content = at + header(message, at, to);
      int end = content + (int) contentSize(message, at, content - at);
      elements++;
      if (elements > MAX_ELEMENTS) {
        throw new LdapDecodeException(
            "more BER elements than expected (at most " + MAX_ELEMENTS + ")");
      }
      if ((message[at] & CONSTRUCTED) != 0) {
        elements = walk(message, content, end, depth + 1, elements);
      }
      at = end;
    }
    return elements;
  }

  private static int header(byte[] message, int at, int end) throws LdapDecodeException {
    if ((message[at] & LONG_TAG) == LONG_TAG) {
      throw new LdapDecodeException(
          String.format("BER tag 0x%02x (expected: one of a single byte)", message[at] & 0xff));
    }
    int header = headerSize(message, at, end);
    if (header == 0 || contentSize(message, at, header) > end - at - header) {
      throw new LdapDecodeException(
          "BER element at byte "
              + at
              + " is longer than what holds it: "
              + LdapText.excerpt(Arrays.copyOfRange(message, at, end)));
    }
    return header;
  }
}
