package io.portprobe.protocols.internal.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The first record of a server after a ClientHello: a ServerHello (RFC 8446 section 4.1.3) or an
 * alert (section 6).
 *
 * @param version the version that the server chose; empty in an alert
 * @param alert name and number of the alert; empty in a ServerHello
 */
record ServerReply(Optional<String> version, Optional<String> alert) {
  private static final int HEADER = 5;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int RANDOM = 32;
  private static final int MAX_SESSION_ID = 32;
  private static final int SUPPORTED_VERSIONS = 43;

  /** The most bytes that a ServerHello needs. */
  static final int MAX_LENGTH = 4_096;

  private static final Map<Integer, String> ALERTS =
      Map.ofEntries(
          Map.entry(0, "close_notify"),
          Map.entry(10, "unexpected_message"),
          Map.entry(20, "bad_record_mac"),
          Map.entry(21, "decryption_failed"),
          Map.entry(22, "record_overflow"),
          Map.entry(40, "handshake_failure"),
          Map.entry(41, "no_certificate"),
          Map.entry(42, "bad_certificate"),
          Map.entry(43, "unsupported_certificate"),
          Map.entry(44, "certificate_revoked"),
          Map.entry(45, "certificate_expired"),
          Map.entry(46, "certificate_unknown"),
          Map.entry(47, "illegal_parameter"),
          Map.entry(48, "unknown_ca"),
          Map.entry(49, "access_denied"),
          Map.entry(50, "decode_error"),
          Map.entry(51, "decrypt_error"),
          Map.entry(70, "protocol_version"),
          Map.entry(71, "insufficient_security"),
          Map.entry(80, "internal_error"),
          Map.entry(86, "inappropriate_fallback"),
          Map.entry(90, "user_canceled"),
          Map.entry(100, "no_renegotiation"),
          Map.entry(109, "missing_extension"),
          Map.entry(110, "unsupported_extension"),
          Map.entry(112, "unrecognized_name"),
          Map.entry(113, "bad_certificate_status_response"),
          Map.entry(115, "unknown_psk_identity"),
          Map.entry(116, "certificate_required"),
          Map.entry(120, "no_application_protocol"));

  /** How much of a reply was received. */
  enum Form {
    INCOMPLETE,
    INVALID,
    VALID
  }

  /** Returns whether bytes are a reply, or can become one. */
  static Form form(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    int size = bytes.remaining();
    int type = size > 0 ? bytes.get(0) : HANDSHAKE;
    boolean header =
        (type == ALERT || type == HANDSHAKE)
            && (size < 2 || bytes.get(1) == 3)
            && (size < 3 || (bytes.get(2) >= 0 && bytes.get(2) <= 4));
    if (!header) {
      return Form.INVALID;
    }
    if (size < HEADER + 2) {
      return Form.INCOMPLETE;
    }
    if (type == ALERT) {
      boolean valid =
          bytes.getShort(3) == 2
              && (bytes.get(5) == 1 || bytes.get(5) == 2)
              && ALERTS.containsKey(bytes.get(6) & 0xff);
      return valid ? Form.VALID : Form.INVALID;
    }
    return hello(bytes, size);
  }

  private static Form hello(ByteBuffer bytes, int size) {
    if (bytes.get(HEADER) != SERVER_HELLO || bytes.get(HEADER + 1) != 0) {
      return Form.INVALID;
    }
    if (size < HEADER + 4) {
      return Form.INCOMPLETE;
    }
    int end = HEADER + 4 + (bytes.getShort(HEADER + 2) & 0xffff);
    if (end > MAX_LENGTH) {
      return Form.INVALID;
    }
    if (size < end) {
      return Form.INCOMPLETE;
    }
    return version(bytes.slice(HEADER + 4, end - HEADER - 4)).isPresent()
        ? Form.VALID
        : Form.INVALID;
  }

  /**
   * Reads a reply.
   *
   * @param received bytes of the form {@link Form#VALID}
   */
  static ServerReply read(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    if (bytes.get(0) == ALERT) {
      int number = bytes.get(HEADER + 1) & 0xff;
      return new ServerReply(
          Optional.empty(), Optional.of(ALERTS.get(number) + " (" + number + ")"));
    }
    int length = bytes.getShort(HEADER + 2) & 0xffff;
    return new ServerReply(
        version(bytes.slice(HEADER + 4, length)).map(TlsVersion::label), Optional.empty());
  }

  /** Returns the version in the body of a ServerHello; empty if it is malformed. */
  private static Optional<TlsVersion> version(ByteBuffer body) {
    try {
      Optional<TlsVersion> legacy = TlsVersion.of(body.getShort() & 0xffff);
      skip(body, RANDOM);
      int sessionId = body.get() & 0xff;
      if (sessionId > MAX_SESSION_ID) {
        return Optional.empty();
      }
      skip(body, sessionId + 3); // cipher suite and compression
      if (!body.hasRemaining()) {
        return legacy;
      }
      int end = (body.getShort() & 0xffff) + body.position();
      Optional<TlsVersion> version = legacy;
      while (body.position() < end) {
        int type = body.getShort() & 0xffff;
        int length = body.getShort() & 0xffff;
        if (type == SUPPORTED_VERSIONS && length == 2) {
          version = TlsVersion.of(body.getShort() & 0xffff);
        } else {
          skip(body, length);
        }
      }
      return body.hasRemaining() ? Optional.empty() : version;
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static void skip(ByteBuffer body, int bytes) {
    if (bytes > body.remaining()) {
      throw new BufferUnderflowException();
    }
    body.position(body.position() + bytes);
  }
}
