package io.portprobe.spi;

/**
 * Text of a peer, fit to be printed: what would break a line or steer a terminal is spelled out.
 */
final class Printable {
  private static final int MOST_QUOTED = 80;

  private Printable() {}

  static String text(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isSafe(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
              }
            });
    return printable.toString();
  }

  /** In quotation marks, its beginning only if it is long. */
  static String quote(String text) {
    String printable = text(text);
    return printable.length() <= MOST_QUOTED
        ? "'" + printable + "'"
        : "'" + printable.substring(0, MOST_QUOTED) + "...' (" + text.length() + " characters)";
  }

  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
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
}
