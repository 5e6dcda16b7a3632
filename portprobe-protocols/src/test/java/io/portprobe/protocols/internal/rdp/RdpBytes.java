package io.portprobe.protocols.internal.rdp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Connection confirms for tests. */
final class RdpBytes {
  private RdpBytes() {}

  /** Returns a confirm with a selected protocol. */
  static byte[] response(int selected) {
    return hex("0300001 30ed000001234000200080 0").put(15, (byte) selected).array();
  }

  /** Returns a confirm with the code of a refusal. */
  static byte[] failure(int code) {
    return hex("0300001 30ed000001234000300080 0").put(15, (byte) code).array();
  }

  /** Returns a confirm of a server without negotiation. */
  static byte[] withoutNegotiation() {
    return hex("0300000b06d00000123400").array();
  }

  private static ByteBuffer hex(String text) {
    byte[] bytes = HexFormat.of().parseHex(text.replace(" ", ""));
    byte[] whole = new byte[bytes[3]];
    System.arraycopy(bytes, 0, whole, 0, bytes.length);
    return ByteBuffer.wrap(whole);
  }
}
