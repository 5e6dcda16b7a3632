package io.portprobe.protocols.internal.simple;

import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The pattern of a character generator (RFC 864): each line is the one before without its first
 * character, and with a new one at its end.
 */
final class ShiftedLines {
  /** More than three of the longest lines. */
  static final int MAX_BYTES = 2048;

  private static final int MIN_LINE = 20;
  private static final int MAX_LINE = 512;

  private ShiftedLines() {}

  /**
   * Returns the length of the lines.
   *
   * @param minLines the number of complete lines that must follow the pattern
   * @return empty if the received bytes have fewer complete lines, or do not follow the pattern
   */
  static OptionalInt lineLength(ByteBuffer received, int minLines) {
    byte[] bytes = new byte[Math.min(received.remaining(), MAX_BYTES)];
    received.get(received.position(), bytes);
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    if (lines.length - 1 < minLines) {
      return OptionalInt.empty();
    }
    int length = lines[0].length();
    if (length < MIN_LINE || length > MAX_LINE) {
      return OptionalInt.empty();
    }
    for (int i = 0; i < minLines; i++) {
      boolean shifted = i == 0 || lines[i].startsWith(lines[i - 1].substring(1));
      if (lines[i].length() != length || !shifted || !isPrintable(lines[i])) {
        return OptionalInt.empty();
      }
    }
    boolean varies = lines[0].chars().distinct().count() > MIN_LINE / 2;
    return varies ? OptionalInt.of(length) : OptionalInt.empty();
  }

  private static boolean isPrintable(String line) {
    return line.chars().allMatch(SafeText::isPrintableAscii);
  }
}
