package io.portprobe.protocols.internal.text;

import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Shows bytes received from a peer as text. */
public final class PeerText {
  private static final int EXCERPT_CHARS = 48;
  private static final int EXCERPT_BYTES = 16;

  private PeerText() {}

  /**
   * Returns a value as text if it is well-formed UTF-8 without control characters other than tab
   * and line breaks, otherwise {@code 0x} and its bytes in hex.
   */
  public static String decode(byte[] value) {
    if (isPrintableAscii(value, value.length)) {
      return new String(value, StandardCharsets.US_ASCII);
    }
    return utf8(ByteBuffer.wrap(value))
        .filter(text -> text.codePoints().allMatch(PeerText::isText))
        .orElseGet(() -> hex(value));
  }

  /**
   * Returns the text of well-formed UTF-8; empty for other bytes. A peer decides how often that is,
   * so no exception is created for it.
   *
   * @param bytes whose position moves
   */
  public static Optional<String> utf8(ByteBuffer bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining()); // a byte is at most one character
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
    return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
  }

  /**
   * Returns whether the first bytes are printable ASCII, so that their text is safe.
   *
   * @param bytes of any content
   * @param length how many of them are checked; at most {@code bytes.length}
   */
  public static boolean isPrintableAscii(byte[] bytes, int length) {
    int signs = 0; // negative if one of the bytes is not printable
    for (int i = 0; i < length; i++) {
      signs |= (bytes[i] - ' ') | ('~' - bytes[i]);
    }
    return signs >= 0;
  }

  /**
   * Returns whether bytes start with others, without a conversion to text.
   *
   * @param bytes whose position does not change
   */
  public static boolean startsWith(ByteBuffer bytes, byte[] start) {
    return bytes.remaining() >= start.length
        && bytes.slice(bytes.position(), start.length).equals(ByteBuffer.wrap(start));
  }

  /** Returns the start of unexpected bytes for a message: quoted if printable, else in hex. */
  public static String excerpt(byte[] bytes) {
    int printable = 0;
    while (printable < Math.min(bytes.length, EXCERPT_CHARS)
        && SafeText.isPrintableAscii(bytes[printable])) {
      printable++;
    }
    if (printable >= 4 || (printable > 0 && printable == bytes.length)) {
      return '"' + new String(bytes, 0, printable, StandardCharsets.US_ASCII) + '"';
    }
    int shown = Math.min(bytes.length, EXCERPT_BYTES);
    return "0x" + HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "..." : "");
  }

  private static String hex(byte[] value) {
    return "0x" + HexFormat.of().formatHex(value);
  }

  private static boolean isText(int codePoint) {
    return !SafeText.isControl(codePoint)
        || codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r';
  }
}
