package io.portprobe.text;

/**
 * Text as a JSON string (RFC 8259 section 7), which is also a double-quoted scalar of YAML 1.2
 * (section 7.3.1). Characters that {@link SafeText} calls unsafe are escaped, so the string is safe
 * in terminals, logs and files, and a parser returns the original text.
 *
 * <p>Thread-safe.
 */
public final class JsonText {
  private JsonText() {}

  /** Returns the text in double quotes. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2);
    appendQuoted(quoted, text);
    return quoted.toString();
  }

  /** Appends the text in double quotes. */
  public static void appendQuoted(StringBuilder json, String text) {
    json.append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\');
              }
              SafeText.append(json, c);
            });
    json.append('"');
  }
}
