package io.portprobe.internal.identify;

import java.nio.ByteBuffer;

/** The first bytes of a TLS record (RFC 8446 sections 4 and 5.1). */
final class TlsRecord {
  private static final int ALERT = 0x15;
  private static final int HANDSHAKE = 0x16;
  private static final int CLIENT_HELLO = 1;
  private static final int HEADER = 5;

  private TlsRecord() {}

  /** Returns whether bytes begin with a TLS record: an alert or a handshake message. */
  static boolean begins(ByteBuffer bytes) {
    int start = bytes.position();
    return bytes.remaining() >= 3
        && (bytes.get(start) == ALERT || bytes.get(start) == HANDSHAKE)
        && bytes.get(start + 1) == 3
        && bytes.get(start + 2) <= 4;
  }

  /** Returns whether bytes begin with a ClientHello, which no server sends. */
  static boolean beginsClientHello(ByteBuffer bytes) {
    int start = bytes.position();
    return begins(bytes)
        && bytes.get(start) == HANDSHAKE
        && bytes.remaining() > HEADER
        && bytes.get(start + HEADER) == CLIENT_HELLO;
  }
}
