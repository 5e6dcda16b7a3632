package io.portprobe.protocols.internal.ldap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Cuts a stream into LDAP messages. A length is believed only after it was found to be within the
 * bound, and memory grows with what came, not with what was announced.
 */
final class LdapFrameDecoder {
  /** The most that is taken from a peer, all messages together. */
  static final int MAX_ANSWER = 1 << 20;

  /** Tag, length and four bytes of an id, and the tag of the operation. */
  private static final int ID_AND_TYPE = 7;

  private static final int INTEGER = 0x02;

  /** Entry, end and reference of a search, extended and intermediate response. */
  private static final Set<Byte> RESPONSES =
      Set.of((byte) 0x64, (byte) 0x65, (byte) 0x73, (byte) 0x78, (byte) 0x79);

  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR = 3;

  private byte[] buffer = new byte[4_096];
  private int from;
  private int to;
  private int taken;
  private boolean moreCame;

  /** Takes bytes, up to the bound; what is beyond it is left for {@link #next()} to complain of. */
  void append(ByteBuffer bytes) {
    int size = Math.min(bytes.remaining(), MAX_ANSWER - taken);
    moreCame |= size < bytes.remaining();
    taken += size;
    makeRoom(size);
    bytes.get(buffer, to, size);
    to += size;
  }

  /**
   * The next message.
   *
   * @return all of its bytes, or empty if they have not all come
   * @throws OversizedMessageException if what came begins as an LDAP message does, but one that is
   *     longer than is taken
   * @throws LdapDecodeException if what came is not the beginning of an LDAP message, or is more
   *     than is taken from a peer
   */
  Optional<byte[]> next() throws LdapDecodeException {
    Optional<byte[]> message = cut();
    if (message.isEmpty() && moreCame) {
      throw new LdapDecodeException(
          "more bytes came than are taken (expected: at most " + MAX_ANSWER + ")");
    }
    return message;
  }

  private Optional<byte[]> cut() throws LdapDecodeException {
    if (isEmpty()) {
      return Optional.empty();
    }
    if (buffer[from] != BerValidator.SEQUENCE) {
      throw new LdapDecodeException(notLdap(Arrays.copyOfRange(buffer, from, to)));
    }
    int header = BerValidator.headerSize(buffer, from, to);
    if (header == 0) {
      return Optional.empty();
    }
    long size = header + BerValidator.contentSize(buffer, from, header);
    if (size > MAX_ANSWER) {
      return complainOf(size, from + header);
    }
    if (size > to - from) {
      return Optional.empty();
    }
    byte[] message = Arrays.copyOfRange(buffer, from, from + (int) size);
    from += (int) size;
    return Optional.of(message);
  }

  // Its id and type tell whether it is LDAP at all. If they have not come yet, they are waited for.
  private Optional<byte[]> complainOf(long size, int idAt) throws LdapDecodeException {
    String why = "LDAP message of " + size + " bytes (expected: at most " + MAX_ANSWER + ")";
    if (to - idAt < ID_AND_TYPE) {
      return Optional.empty();
    }
    OptionalInt id = idOfResponse(idAt);
    throw id.isPresent()
        ? new OversizedMessageException(why, id.getAsInt())
        : new LdapDecodeException(why);
  }

  /** The id of what stands at a place, if it is the inside of a server's message. */
  private OptionalInt idOfResponse(int at) {
    int size = buffer[at + 1];
    if (buffer[at] != INTEGER || size < 1 || size > Integer.BYTES) {
      return OptionalInt.empty();
    }
    int id = 0;
    for (int i = at + 2; i < at + 2 + size; i++) {
      id = id << 8 | (buffer[i] & 0xff);
    }
    return RESPONSES.contains(buffer[at + 2 + size]) ? OptionalInt.of(id) : OptionalInt.empty();
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
        + LdapText.excerpt(bytes)
        + " came (expected: an LDAP message, which begins with 0x30)";
  }
}
