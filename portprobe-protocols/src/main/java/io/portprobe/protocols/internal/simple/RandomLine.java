package io.portprobe.protocols.internal.simple;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A line of random printable characters. */
final class RandomLine {
  private RandomLine() {}

  /** Returns 16 hexadecimal digits, CR and LF. */
  static byte[] create(RandomGenerator random) {
    String digits = HexFormat.of().toHexDigits(random.nextLong());
    return (digits + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
