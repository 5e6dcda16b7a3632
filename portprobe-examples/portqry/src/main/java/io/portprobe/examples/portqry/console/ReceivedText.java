package io.portprobe.examples.portqry.console;

import io.portprobe.text.SafeText;
import java.util.regex.Pattern;

/**
 * Text that a service or a name server sent, as portqry prints it. A line of such text cannot look
 * like a line of portqry, which scripts search for the states of ports.
 */
public final class ReceivedText {
  /** The beginning of a state, wherever it is: scripts also search within lines. */
  private static final Pattern STATE =
      Pattern.compile("(TCP|UDP)\\h(\\h*port\\b)", Pattern.CASE_INSENSITIVE);

  /** The line of equals signs that ends a response. */
  private static final Pattern RULE = Pattern.compile("^(\\h*)=");

  private ReceivedText() {}

  /**
   * Returns the text on one line. Unsafe characters, the blank of {@code TCP port} and {@code UDP
   * port}, and an equals sign at the beginning are escaped.
   */
  public static String line(String text) {
    String safe = STATE.matcher(SafeText.line(text)).replaceAll("$1\\\\u0020$2");
    return RULE.matcher(safe).replaceFirst("$1\\\\u003d");
  }
}
