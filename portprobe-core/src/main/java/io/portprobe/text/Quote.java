package io.portprobe.text;

/** Text from outside, as messages show it. */
public final class Quote {
  private static final int LONGEST = 64;

  private Quote() {}

  /** Puts text from outside into a message: quoted, on one line, and not endless. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) ? '.' : c));
    quoted.append('\'');
    if (text.codePointCount(0, text.length()) > LONGEST) {
      quoted.insert(quoted.length() - 1, "...");
      quoted.append(" (").append(text.length()).append(" characters)");
    }
    return quoted.toString();
  }
}
