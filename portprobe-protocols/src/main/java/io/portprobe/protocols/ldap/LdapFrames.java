package io.portprobe.protocols.ldap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into LDAP messages. A length is believed only after it was found to be within the
 * bound, and memory grows with what came, not with what was announced.
 */
final class LdapFrames {
  /** The most that is taken from a peer, all messages together. */
  static final int MAX_ANSWER = 1 << 20;

  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR = 3;

  private byte[] buffer = new byte[4_096];
  private int from;
  private int to;
  private long taken;

  /**
   * Takes bytes.
   *
   * @throws LdapFormatException if that is more than is taken from a peer
   */
  void append(ByteBuffer bytes) throws LdapFormatException {
    int size = bytes.remaining();
    taken += size;
    if (taken > MAX_ANSWER) {
      throw new LdapFormatException(
          "answer of " + taken + " bytes and more (expected: at most " + MAX_ANSWER + ")");
    }
    makeRoom(size);
    bytes.get(buffer, to, size);
    to += size;
  }

  /**
   * The next message.
   *
   * @return all of its bytes, or empty if they have not all come
   * @throws LdapFormatException if what came is not the beginning of an LDAP message, or of one
   *     that is too long
   */
  Optional<byte[]> next() throws LdapFormatException {
    if (isEmpty()) {
      return Optional.empty();
    }
    if (buffer[from] != Ber.SEQUENCE) {
      throw new LdapFormatException(notLdap(Arrays.copyOfRange(buffer, from, to)));
    }
    int header = Ber.headerSize(buffer, from, to);
    if (header == 0) {
      return Optional.empty();
    }
    long size = header + Ber.contentSize(buffer, from, header);
    if (size > MAX_ANSWER) {
      throw new LdapFormatException(
          "LDAP message of " + size + " bytes (expected: at most " + MAX_ANSWER + ")");
    }
    if (size > to - from) {
      return Optional.empty();
    }
    byte[] message = Arrays.copyOfRange(buffer, from, from + (int) size);
    from += (int) size;
    return Optional.of(message);
  }

  /** Forgets what is left over: a message does not go on in the next datagram. */
  void discard() {
    from = 0;
    to = 0;
  }

  /** Whether nothing is left over. */
  boolean isEmpty() {
    return from == to;
  }

  /** How many bytes of memory it holds; for tests. */
  int capacity() {
    return buffer.length;
  }

  private void makeRoom(int size) {
    if (buffer.length - to >= size) {
      return;
    }
    int kept = to - from;
    byte[] target =
        buffer.length - kept >= size ? buffer : new byte[Math.max(2 * buffer.length, kept + size)];
    System.arraycopy(buffer, from, target, 0, kept);
    buffer = target;
    from = 0;
    to = kept;
  }

  private static String notLdap(byte[] bytes) {
    boolean tls =
        (bytes[0] == TLS_ALERT || bytes[0] == TLS_HANDSHAKE)
            && (bytes.length < 2 || bytes[1] == TLS_MAJOR);
    return (tls ? "a TLS record " : "")
        + Text.excerpt(bytes)
        + " came (expected: an LDAP message, which begins with 0x30)";
  }
}
