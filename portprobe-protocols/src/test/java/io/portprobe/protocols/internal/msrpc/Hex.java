package io.portprobe.protocols.internal.msrpc;

import java.util.HexFormat;

/** Octets as tests write them: hex, with white space and {@code #} comments. */
public final class Hex {
  private Hex() {}

  public static byte[] octets(String text) {
    String bare = text.replaceAll("#[^\n]*", "").replaceAll("\\s", "");
    return HexFormat.of().parseHex(bare);
  }

  static String text(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
