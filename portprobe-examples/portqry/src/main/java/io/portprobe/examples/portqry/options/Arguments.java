package io.portprobe.examples.portqry.options;

import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.text.SafeText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of a command line, with their values. */
public final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  private Arguments() {}

  /**
   * Reads a command line.
   *
   * @throws PortqryException if an argument is not an option, an option is given twice, or a value
   *     is missing
   */
  public static Arguments parse(List<String> words) throws PortqryException {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      Option option = find(words.get(i));
      if (option == null) {
        throw PortqryException.usage(
            SafeText.quote(words.get(i)) + " (expected: " + expected(words.get(i)) + ")");
      }
      String value = "";
      if (option.label() != null) {
        i++;
        if (i == words.size() || find(words.get(i)) != null) {
          throw PortqryException.usage(option.name() + ": no value (expected: a value after it)");
        }
        value = words.get(i);
      }
      if (arguments.values.putIfAbsent(option.name(), value) != null) {
        throw PortqryException.usage(option.name() + ": given twice (expected: once)");
      }
    }
    return arguments;
  }

  /** Returns what was expected instead of a word that is not an option. */
  private static String expected(String word) {
    Option attached = null;
    for (Option option : Syntax.OPTIONS) {
      if (option.label() != null
          && option.begins(word)
          && (attached == null || option.name().length() > attached.name().length())) {
        attached = option;
      }
    }
    if (attached != null) {
      return "a blank between " + attached.name() + " and its value";
    }
    boolean dashed = word.startsWith("-") || word.startsWith("/");
    return "an option" + (dashed ? "" : ", as in -n HOST -e PORT") + "; portqry --help lists them";
  }

  private static @Nullable Option find(String word) {
    for (Option option : Syntax.OPTIONS) {
      if (option.isNamed(word)) {
        return option;
      }
    }
    return null;
  }

  /**
   * Returns whether an option is given.
   *
   * @param option its first name, a constant of {@link Syntax}
   */
  public boolean has(String option) {
    return values.containsKey(option);
  }

  /** Returns the value of an option. */
  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option));
  }
}
