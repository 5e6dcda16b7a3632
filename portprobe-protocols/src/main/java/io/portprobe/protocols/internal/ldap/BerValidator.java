package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.internal.text.PeerText;
import java.util.Arrays;
import java.util.Locale;

/**
 * Validates the structure of BER (X.690, restricted by RFC 4511 section 5.1) before it is decoded:
 * definite lengths within the enclosing element, a limited number of elements, a limited depth.
 * Allocates nothing and reads tags and lengths only.
 */
final class BerValidator {
  /** Maximum nesting of elements. A search result entry has 6 levels. */
  static final int MAX_DEPTH = 16;

  /** Maximum number of elements of a message. The largest rootDSE observed has about 200. */
  static final int MAX_ELEMENTS = 65_536;

  static final int SEQUENCE = 0x30;

  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;
  private static final int LONG_LENGTH = 0x80;

  private BerValidator() {}

  /**
   * Returns the size of tag and length of the element at an offset; 0 if they are incomplete.
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
          String.format(
              Locale.ROOT,
              "a BER length starts with 0x%02x (expected: 0x00-0x7f or 0x81-0x84)",
              first));
    }
    return to - from < 2 + lengthBytes ? 0 : 2 + lengthBytes;
  }

  /** Returns the content length, 0 to 2^32 - 1, of an element whose header is complete. */
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
   * Validates all elements of a complete message.
   *
   * @throws LdapDecodeException if the structure is invalid
   */
  static void check(byte[] message) throws LdapDecodeException {
    walk(message, 0, message.length, 0, 0);
  }

  /** Validates the elements at a depth; returns the number of elements so far. */
  private static int walk(byte[] message, int from, int to, int depth, int before)
      throws LdapDecodeException {
    if (depth == MAX_DEPTH) {
      throw new LdapDecodeException(
          "BER nested too deeply (expected: at most " + MAX_DEPTH + " levels)");
    }
    int elements = before;
    for (int at = from; at < to; ) {
      int content = at + header(message, at, to);
      int end = content + (int) contentSize(message, at, content - at);
      elements++;
      if (elements > MAX_ELEMENTS) {
        throw new LdapDecodeException(
            "too many BER elements (expected: at most " + MAX_ELEMENTS + ")");
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
          String.format(
              Locale.ROOT, "a BER tag 0x%02x (expected: a tag of one byte)", message[at] & 0xff));
    }
    int header = headerSize(message, at, end);
    if (header == 0 || contentSize(message, at, header) > end - at - header) {
      throw new LdapDecodeException(
          "a BER element at byte "
              + at
              + " exceeds the enclosing element: "
              + PeerText.excerpt(Arrays.copyOfRange(message, at, end)));
    }
    return header;
  }
}
