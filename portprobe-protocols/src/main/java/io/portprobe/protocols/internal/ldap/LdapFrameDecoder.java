package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.internal.text.PeerText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Splits a stream into LDAP messages. A message longer than the limit is rejected as soon as its
 * length is known, and memory grows with the bytes received, not with an announced length.
 */
final class LdapFrameDecoder {
  /** Maximum number of bytes accepted from a peer, all messages together, by default. */
  static final int MAX_BYTES = 1 << 20;

  /** Tag, length and four bytes of an id, and the tag of the operation. */
  private static final int ID_AND_TYPE = 7;

  private static final int INTEGER = 0x02;

  /** Tags of search result entry, done and reference, extended and intermediate response. */
  private static final Set<Byte> RESPONSES =
      Set.of((byte) 0x64, (byte) 0x65, (byte) 0x73, (byte) 0x78, (byte) 0x79);

  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR = 3;

  private final int maxBytes;
  private byte[] buffer = new byte[4_096];
  private int from;
  private int to;
  private int accepted;
  private int acceptedBefore;
  private boolean limitExceeded;

  LdapFrameDecoder() {
    this(MAX_BYTES);
  }

  /**
   * Creates a decoder.
   *
   * @param maxBytes maximum number of bytes accepted from a peer, all messages together
   */
  LdapFrameDecoder(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Appends bytes up to the limit; beyond it, {@link #next()} throws. */
  void append(ByteBuffer bytes) {
    int size = Math.min(bytes.remaining(), maxBytes - accepted);
    limitExceeded |= size < bytes.remaining();
    accepted += size;
    makeRoom(size);
    bytes.get(buffer, to, size);
    to += size;
  }

  /**
   * Removes the next message.
   *
   * @return all of its bytes; empty if they have not all been received
   * @throws OversizedMessageException if the bytes start as an LDAP message does but announce a
   *     length above the limit
   * @throws LdapDecodeException if the bytes do not start as an LDAP message does, or exceed the
   *     limit
   */
  Optional<byte[]> next() throws LdapDecodeException {
    Optional<byte[]> message = split();
    if (message.isEmpty() && limitExceeded) {
      throw new LdapDecodeException(
          "received more than the limit (expected: at most " + maxBytes + " bytes)");
    }
    return message;
  }

  private Optional<byte[]> split() throws LdapDecodeException {
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
    if (size > maxBytes) {
      return reject(size, from + header);
    }
    if (size > to - from) {
      return Optional.empty();
    }
    byte[] message = Arrays.copyOfRange(buffer, from, from + (int) size);
    from += (int) size;
    return Optional.of(message);
  }

  /** Rejects a message above the limit, once its id and type were received. */
  private Optional<byte[]> reject(long size, int idAt) throws LdapDecodeException {
    String reason = "an LDAP message of " + size + " bytes (expected: at most " + maxBytes + ")";
    if (to - idAt < ID_AND_TYPE) {
      return Optional.empty();
    }
    OptionalInt id = idOfResponse(idAt);
    throw id.isPresent()
        ? new OversizedMessageException(reason, id.getAsInt())
        : new LdapDecodeException(reason);
  }

  /** Returns the message id at an offset, if the message is a response. */
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

  /**
   * Discards the remaining bytes, since a message does not continue in the next datagram.
   *
   * @param counted whether the last datagram counts towards the limit; unrelated ones do not
   */
  void startDatagram(boolean counted) {
    if (!counted) {
      accepted = acceptedBefore;
      limitExceeded = false;
    }
    acceptedBefore = accepted;
    from = 0;
    to = 0;
  }

  /** Returns whether no bytes remain. */
  boolean isEmpty() {
    return from == to;
  }

  /** Returns the size of the buffer in bytes. Visible for tests. */
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
    return "received "
        + (tls ? "a TLS record " : "")
        + PeerText.excerpt(bytes)
        + " (expected: an LDAP message, which starts with 0x30)";
  }
}
