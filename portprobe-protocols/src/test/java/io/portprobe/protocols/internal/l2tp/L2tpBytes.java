package io.portprobe.protocols.internal.l2tp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Responses for the tunnel 1234. */
final class L2tpBytes {
  /** Of xl2tpd 1.3.18, as captured. */
  static final String SCCRP =
      "c802006412340000000000018008000000000002800800000002010080 0a00000003000000038"
          .concat("00a0000000400000000000800000006069080090000000773727600130000000878656c6572616e")
          .concat("63652e636f6d80080000000900d180080000000a0004");

  /** Result 4, error 6, "no". */
  static final String STOP_CCN =
      "c80200281234000000000001 8008000000000004 80080000000900d1 800c00000001000400066e6f";

  private L2tpBytes() {}

  static ByteBuffer withTunnel(String hex, int tunnel) {
    byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
    return ByteBuffer.wrap(message).putShort(4, (short) tunnel);
  }
}
