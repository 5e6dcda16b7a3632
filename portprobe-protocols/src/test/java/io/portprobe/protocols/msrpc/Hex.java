package io.portprobe.protocols.msrpc;

import java.util.HexFormat;

/** Octets as tests write them: hex, with white space and {@code #} comments. */
final class Hex {
  private Hex() {}

  static byte[] octets(String text) {
    String bare = text.replaceAll("#[^\n]*", "").replaceAll("\\s", "");
    return HexFormat.of().parseHex(bare);
  }

  static String text(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
