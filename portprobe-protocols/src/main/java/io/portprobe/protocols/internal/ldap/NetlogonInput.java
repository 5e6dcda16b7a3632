package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.internal.text.PeerText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the fields of a netlogon response in sequence. Integers are little-endian. Never reads
 * beyond the end, follows compressed names (MS-ADTS 6.3.7) backwards only, and limits a name to
 * {@link #MAX_NAME} bytes.
 */
final class NetlogonInput {
  /** Maximum length of a name in bytes. DNS names have at most 255, user names 256. */
  static final int MAX_NAME = 1_024;

  private static final int POINTER = 0xc0;

  private final byte[] bytes;
  private int at;

  NetlogonInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int unsignedByte() throws LdapDecodeException {
    need(1);
    return bytes[at++] & 0xff;
  }

  int unsignedShort() throws LdapDecodeException {
    return unsignedByte() | unsignedByte() << 8;
  }

  int integer() throws LdapDecodeException {
    return unsignedShort() | unsignedShort() << 16;
  }

  byte[] take(int size) throws LdapDecodeException {
    need(size);
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** Reads a GUID (MS-DTYP 2.3.4.2), whose first three parts are little-endian. */
  UUID guid() throws LdapDecodeException {
    long high = Integer.toUnsignedLong(integer()) << 32;
    high |= (long) unsignedShort() << 16;
    high |= unsignedShort();
    long low = 0;
    for (byte b : take(Long.BYTES)) {
      low = low << 8 | (b & 0xff);
    }
    return new UUID(high, low);
  }

  /** Reads zero-terminated text of one byte per character. */
  Optional<String> narrow() throws LdapDecodeException {
    int start = at;
    while (unsignedByte() != 0) {
      checkSize(at - start);
    }
    return text(Arrays.copyOfRange(bytes, start, at - 1));
  }

  /** Reads zero-terminated UTF-16 text. */
  Optional<String> wide() throws LdapDecodeException {
    int start = at;
    while (unsignedShort() != 0) {
      checkSize((at - start) / 2);
    }
    byte[] wide = Arrays.copyOfRange(bytes, start, at - 2);
    return text(new String(wide, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8));
  }

  /** Advances to a multiple of two. */
  void align() {
    at += at % 2;
  }

  /**
   * Reads a name of UTF-8 labels that may end in a pointer to an earlier name (RFC 1035 section
   * 4.1.4).
   */
  Optional<String> name() throws LdapDecodeException {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    int frontier = at; // a pointer must precede all bytes read of this name
    int resume = -1;
    for (int size = unsignedByte(); size != 0; size = unsignedByte()) {
      if ((size & POINTER) == 0) {
        appendLabel(name, take(size));
        continue;
      }
      int target = (size & ~POINTER) << 8 | unsignedByte();
      if (target >= frontier) {
        throw new LdapDecodeException(
            "a name points to byte " + target + " (expected: before byte " + frontier + ")");
      }
      resume = resume < 0 ? at : resume;
      frontier = target;
      at = target;
    }
    at = resume < 0 ? at : resume;
    return text(name.toByteArray());
  }

  /** Returns the number of bytes. */
  int size() {
    return bytes.length;
  }

  /** Continues at another position. */
  void position(int position) {
    at = position;
  }

  int position() {
    return at;
  }

  private static void appendLabel(ByteArrayOutputStream name, byte[] label)
      throws LdapDecodeException {
    if (name.size() > 0) {
      name.write('.');
    }
    name.writeBytes(label);
    checkSize(name.size());
  }

  private static void checkSize(int size) throws LdapDecodeException {
    if (size > MAX_NAME) {
      throw new LdapDecodeException(
          "a name of at least " + size + " bytes (expected: at most " + MAX_NAME + ")");
    }
  }

  private static Optional<String> text(byte[] name) {
    return name.length == 0 ? Optional.empty() : Optional.of(PeerText.decode(name));
  }

  private void need(int size) throws LdapDecodeException {
    if (size > bytes.length - at) {
      throw new LdapDecodeException(
          String.format(
              Locale.ROOT,
              "it ends at byte %d (expected: %d more from byte %d)",
              bytes.length,
              size,
              at));
    }
  }
}
