package io.portprobe.testing.internal.contract;

import io.portprobe.testing.internal.yaml.YamlText;
import io.portprobe.text.SafeText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for text in a contract, shared by the reader, the writer and the entries. */
public final class ContractText {
  public static final String PROTOCOL_FORM = "1-32 letters, digits and hyphens";
  private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z0-9-]{1,32}");

  private ContractText() {}

  /**
   * Returns the name of a protocol in lower case.
   *
   * @throws IllegalArgumentException if the name has another form
   */
  public static String protocol(String name) {
    if (!isProtocol(name)) {
      throw new IllegalArgumentException(
          "protocol: " + SafeText.quote(name) + " (expected: " + PROTOCOL_FORM + ")");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  public static boolean isProtocol(String name) {
    return PROTOCOL.matcher(name).matches();
  }

  /** Returns what was expected if a file cannot contain the text. */
  public static Optional<String> objection(String text, boolean mayBeEmpty) {
    return YamlText.objection(text, mayBeEmpty);
  }

  /** Checks a text of an entry. */
  public static void check(String name, String text, boolean mayBeEmpty) {
    objection(text, mayBeEmpty)
        .ifPresent(
            expected -> {
              throw new IllegalArgumentException(
                  name + ": " + SafeText.quote(text) + " (expected: " + expected + ")");
            });
  }

  /** Returns the longest valid beginning of a text. */
  public static String part(String text) {
    StringBuilder part = new StringBuilder();
    text.codePoints()
        .limit(YamlText.MAX_LENGTH)
        .takeWhile(c -> !YamlText.isSurrogate(c))
        .forEach(part::appendCodePoint);
    return part.toString();
  }
}
