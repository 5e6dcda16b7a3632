package io.portprobe.protocols.internal.ike;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a message and its payloads (RFC 2408 section 3.1, RFC 7296 section 3.1).
 *
 * @param initiator the cookie or SPI of the initiator
 * @param responder the cookie or SPI of the responder
 * @param firstPayload the type of the first payload
 * @param version major and minor version, four bits each
 * @param exchange the type of the exchange
 * @param flags the flags
 * @param body the payloads, read-only
 */
record IkeHeader(
    long initiator,
    long responder,
    int firstPayload,
    int version,
    int exchange,
    int flags,
    ByteBuffer body) {
  static final int SIZE = 28;
  static final int VERSION_1 = 0x10;
  static final int VERSION_2 = 0x20;
  static final int MAIN_MODE = 2;
  static final int INFORMATIONAL = 5;
  private static final int MAJOR = 0xf0; // a receiver ignores the minor version
  static final int SA_INIT = 34;
  static final int FROM_INITIATOR = 0x08;
  private static final int ENCRYPTED_1 = 0x01;
  private static final int RESPONSE = 0x20;

  /** Decodes a header; empty if the length is not that of the datagram. */
  static Optional<IkeHeader> read(ByteBuffer datagram) {
    ByteBuffer bytes = datagram.slice();
    if (bytes.remaining() < SIZE || bytes.getInt(SIZE - Integer.BYTES) != bytes.remaining()) {
      return Optional.empty();
    }
    long initiator = bytes.getLong();
    long responder = bytes.getLong();
    int payload = bytes.get() & 0xff;
    int version = bytes.get() & 0xff;
    int exchange = bytes.get() & 0xff;
    int flags = bytes.get() & 0xff;
    ByteBuffer body = bytes.slice(SIZE, bytes.limit() - SIZE).asReadOnlyBuffer();
    return Optional.of(
        new IkeHeader(initiator, responder, payload, version, exchange, flags, body));
  }

  /** Returns whether this is a message of IKEv1. */
  boolean isVersion1() {
    return (version & MAJOR) == VERSION_1;
  }

  private boolean isVersion2() {
    return (version & MAJOR) == VERSION_2;
  }

  /**
   * Returns whether this may be the response to a proposal in another version of the protocol, by a
   * responder that does not support the version of the proposal (RFC 7296 section 2.5).
   */
  boolean isOtherVersion(long id, int proposed) {
    return initiator == id
        && version >> 4 != proposed >> 4
        && ((isVersion1() && (flags & ENCRYPTED_1) == 0)
            || (isVersion2() && (flags & (RESPONSE | FROM_INITIATOR)) == RESPONSE));
  }

  /**
   * Returns whether this is a response of IKEv1. The proposal itself has no responder's cookie; a
   * refusal may have none too.
   */
  boolean isResponse1(long id) {
    boolean accepts = exchange == MAIN_MODE && responder != 0;
    return isVersion1()
        && initiator == id
        && (flags & ENCRYPTED_1) == 0
        && (accepts || exchange == INFORMATIONAL);
  }

  /** Returns whether this is a response of IKEv2. */
  boolean isResponse2(long id) {
    return isVersion2()
        && initiator == id
        && exchange == SA_INIT
        && (flags & (RESPONSE | FROM_INITIATOR)) == RESPONSE;
  }
}
