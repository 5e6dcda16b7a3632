package io.portprobe.internal.identify;

import java.nio.ByteBuffer;

/** The first bytes of a TLS record (RFC 8446 sections 4 and 5.1). */
final class TlsRecord {
  private static final int ALERT = 0x15;
  private static final int HANDSHAKE = 0x16;
  private static final int CLIENT_HELLO = 1;
  private static final int HEADER = 5;

  /** Of a ClientHello of the JDK; the sizes of others differ by some hundred bytes. */
  private static final int CLIENT_HELLO_SIZE = 440;

  private static final ByteBuffer TYPICAL_CLIENT_HELLO = typicalClientHello();

  private TlsRecord() {}

  private static ByteBuffer typicalClientHello() {
    int message = CLIENT_HELLO_SIZE - HEADER - 4;
    return ByteBuffer.allocate(CLIENT_HELLO_SIZE)
        .put((byte) HANDSHAKE)
        .putShort((short) 0x0303)
        .putShort((short) (message + 4))
        .putInt(CLIENT_HELLO << 24 | message)
        .putShort((short) 0x0303)
        .rewind()
        .asReadOnlyBuffer();
  }

  /**
   * Returns a ClientHello in place of the one that the TLS engine sends: its header is the same, up
   * to the length. The random number and the extensions are zeros.
   */
  static ByteBuffer clientHello() {
    return TYPICAL_CLIENT_HELLO.duplicate();
  }

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
