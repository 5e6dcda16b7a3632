package io.portprobe.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Text from outside (peers, plug-ins, files, command lines) made safe for terminals, logs and
 * files. This class is the only place in portprobe that decides which characters are safe.
 *
 * <p>Unsafe characters are written as escapes that Java, JSON and YAML share: {@code \n}, {@code
 * \t}, {@code \r}, otherwise a backslash, {@code u} and four hexadecimal digits for each UTF-16
 * unit. A backslash itself stays as it is, so the result is for people and not meant to be decoded.
 *
 * <p>Thread-safe.
 */
public final class SafeText {
  private static final int LONGEST_QUOTE = 64;

  private SafeText() {}

  /**
   * Returns whether a character neither steers a terminal nor breaks a line, hides text or changes
   * its direction.
   *
   * <p>Unsafe are: C0 and C1 controls and DEL; format characters, which include bidirectional
   * controls, zero-width characters, the byte order mark and language tags; line and paragraph
   * separators; unpaired surrogates; noncharacters and code points that this Java version does not
   * know, since they may be any of these.
   *
   * @param codePoint a Unicode code point, or an unpaired surrogate
   */
  public static boolean isSafe(int codePoint) {
    if (isPrintableAscii(codePoint)) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Returns whether a character is a control character: C0, DEL or C1. */
  public static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint);
  }

  /** Returns whether a byte or character is printable ASCII: from space to tilde. */
  public static boolean isPrintableAscii(int value) {
    return value >= ' ' && value <= '~';
  }

  /** Returns whether each character of a text is printable ASCII. */
  public static boolean isPrintableAscii(String text) {
    int signs = 0; // negative if one of the bytes is not printable or is a question mark
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) { // much faster than charAt
      signs |= (b - ' ') | ('~' - b) | ((b ^ '?') - 1);
    }
    // A character outside of ISO 8859-1 also becomes a question mark.
    return signs >= 0 || hasOnlyPrintableAscii(text);
  }

  private static boolean hasOnlyPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintableAscii(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the text on one line, with each unsafe character escaped.
   *
   * @param text of any length and content
   */
  public static String line(String text) {
    if (isPrintableAscii(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(line, c));
    return line.toString();
  }

  /**
   * Returns the texts, each on one line, with each unsafe character escaped.
   *
   * @param texts of any length and content
   */
  public static List<String> lines(List<String> texts) {
    List<String> lines = new ArrayList<>(texts.size());
    for (String text : texts) {
      lines.add(line(text));
    }
    return List.copyOf(lines);
  }

  /**
   * Returns the beginning of the text on one line, with each unsafe character escaped, followed by
   * {@code ...} if the text is longer.
   *
   * @param most maximum number of code points of {@code text} to keep; at least 0
   */
  public static String line(String text, int most) {
    return isLonger(text, most) ? line(beginning(text, most)) + "..." : line(text);
  }

  /**
   * Returns the text in single quotes, on one line, with each unsafe character escaped. Of a text
   * of more than 64 code points it returns the beginning and the length.
   */
  public static String quote(String text) {
    return isLonger(text, LONGEST_QUOTE)
        ? String.format(
            Locale.ROOT,
            "'%s...' (%d characters)",
            line(beginning(text, LONGEST_QUOTE)),
            text.codePointCount(0, text.length()))
        : "'" + line(text) + "'";
  }

  /** Appends one character, escaped if it is unsafe. */
  public static void append(StringBuilder line, int codePoint) {
    if (isSafe(codePoint)) {
      line.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          line.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
      }
    }
  }

  private static boolean isLonger(String text, int most) {
    return text.length() > most && text.codePointCount(0, text.length()) > most;
  }

  private static String beginning(String text, int most) {
    return text.substring(0, text.offsetByCodePoints(0, most));
  }
}
