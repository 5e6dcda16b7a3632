package io.portprobe.testing.internal.yaml;

import io.portprobe.text.SafeText;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders of a file: {@code ${NAME}} and {@code ${NAME:-default}}, replaced by the value
 * of an environment variable. As in a shell, the default also replaces an empty value. {@code $$}
 * is a single {@code $}. A value is not searched for placeholders again.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\$(?:(?<escaped>\\$)|\\{(?<name>[A-Za-z_][A-Za-z0-9_]{0,199})(?::-(?<default>[^}]*))?}"
              + "|(?<invalid>\\{))");

  private final Map<String, String> environment;

  /**
   * Creates the placeholders.
   *
   * @param environment the values by name
   */
  public Placeholders(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Replaces the placeholders of a value.
   *
   * @throws IllegalArgumentException if a placeholder has another form, or its variable has no
   *     value and it has no default
   */
  String replace(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(match -> Matcher.quoteReplacement(value(text, matcher)));
  }

  private String value(String text, Matcher placeholder) {
    if (placeholder.group("escaped") != null) {
      return "$";
    }
    if (placeholder.group("invalid") != null) {
      throw new IllegalArgumentException(
          SafeText.quote(text) + " (expected: ${NAME} or ${NAME:-default}, and $$ for $)");
    }
    String name = placeholder.group("name");
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      return value;
    }
    String standard = placeholder.group("default");
    if (standard == null) {
      throw new IllegalArgumentException(
          "${"
              + name
              + "} (expected: a value of the environment variable "
              + name
              + ", or a default: ${"
              + name
              + ":-default})");
    }
    return standard;
  }
}
