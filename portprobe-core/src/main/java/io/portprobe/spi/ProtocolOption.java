package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An option of a protocol, declared as a constant in the package of the protocol and listed by
 * {@link Protocol#options()}. A caller sets it by the constant, or by its name and a text. Options
 * are compared by identity. Immutable and thread-safe.
 *
 * @param <T> the type of the value, immutable
 */
@CheckReturnValue
public final class ProtocolOption<T> {
  private final String name;
  private final T defaultValue;
  private final Predicate<? super T> valid;
  private final String expected;
  private final @Nullable Function<String, ? extends T> parser;
  private final String description;
  private final boolean secret;

  private ProtocolOption(
      String name,
      T defaultValue,
      Predicate<? super T> valid,
      String expected,
      @Nullable Function<String, ? extends T> parser,
      String description,
      boolean secret) {
    this.name = Objects.requireNonNull(name, "name");
    this.defaultValue = Objects.requireNonNull(defaultValue, "defaultValue");
    this.valid = Objects.requireNonNull(valid, "valid");
    this.expected = Objects.requireNonNull(expected, "expected");
    this.parser = parser;
    this.description = Objects.requireNonNull(description, "description");
    this.secret = secret;
  }

  /**
   * Creates an option for which every value of its type is valid. Texts are parsed for the types
   * {@code Boolean}, {@code Integer}, {@code Long}, {@code String}, {@code Duration} and enums;
   * options of other types need {@link #parsedBy}.
   *
   * @param <T> the type of the value
   * @param name the name, see {@link #name()}
   * @param defaultValue the value if the caller sets none
   * @return a new option
   */
  public static <T> ProtocolOption<T> of(String name, T defaultValue) {
    return new ProtocolOption<>(
        name, defaultValue, value -> true, choices(defaultValue), parser(defaultValue), "", false);
  }

  /**
   * Creates an option with a range of valid values. {@link io.portprobe.PortProbe#option} rejects
   * other values, so that a dialogue only receives valid ones. Texts are parsed as for {@link
   * #of(String, Object)}.
   *
   * @param <T> the type of the value
   * @param name the name, see {@link #name()}
   * @param defaultValue the value if the caller sets none
   * @param valid returns whether a value is valid; it must be thread-safe, must not block and must
   *     not throw
   * @param expected the valid values, for messages: for example {@code "1-255 characters"}
   * @return a new option
   * @throws IllegalArgumentException if the default value is invalid
   */
  public static <T> ProtocolOption<T> of(
      String name, T defaultValue, Predicate<? super T> valid, String expected) {
    ProtocolOption<T> option =
        new ProtocolOption<>(name, defaultValue, valid, expected, parser(defaultValue), "", false);
    option.checkValue(defaultValue);
    return option;
  }

  /**
   * Returns an option that parses texts, instead of this one. For a declaration: {@code
   * ProtocolOption.of(name, value).parsedBy(Page::parse)}.
   *
   * @param parser returns the value of a text, or throws an {@link IllegalArgumentException}; it
   *     must be thread-safe and must not block
   * @param expected the valid texts, for messages
   * @return a new option
   */
  public ProtocolOption<T> parsedBy(Function<String, ? extends T> parser, String expected) {
    Objects.requireNonNull(parser, "parser");
    return new ProtocolOption<>(name, defaultValue, valid, expected, parser, description, secret);
  }

  /**
   * Returns an option with a description, instead of this one.
   *
   * @param text what the option changes, as one line
   * @return a new option
   */
  public ProtocolOption<T> describedAs(String text) {
    return new ProtocolOption<>(name, defaultValue, valid, expected, parser, text, secret);
  }

  /**
   * Returns an option whose values are secret, instead of this one: no message, report or {@code
   * toString()} contains them.
   *
   * @return a new option
   */
  public ProtocolOption<T> secret() {
    return new ProtocolOption<>(name, defaultValue, valid, expected, parser, description, true);
  }

  /**
   * Checks a value.
   *
   * @param value the value
   * @throws IllegalArgumentException if the value is invalid; the message names the option, the
   *     value unless it is secret, and the valid values
   */
  public void checkValue(T value) {
    Objects.requireNonNull(value, name);
    if (!valid.test(value)) {
      throw invalid(value.toString(), null);
    }
  }

  /**
   * Returns the value of a text.
   *
   * @param text the text: {@code true} or {@code false}, a decimal number, an ISO-8601 duration
   *     such as {@code PT1.5S}, the name of an enum constant in any case with hyphens or
   *     underscores, or what the parser of the option accepts
   * @return a valid value
   * @throws IllegalArgumentException if the text or its value is invalid; the message names the
   *     option, the text unless it is secret, and the valid values
   */
  public T parse(String text) {
    Objects.requireNonNull(text, name);
    if (parser == null) {
      throw new IllegalArgumentException(
          name + ": cannot be set by a text (expected: PortProbe.option with the constant)");
    }
    T value;
    try {
      value = parser.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw invalid(text, e);
    }
    checkValue(value);
    return value;
  }

  private IllegalArgumentException invalid(String value, @Nullable Exception cause) {
    String shown = secret ? "(secret)" : SafeText.quote(value);
    // The message of a cause may contain the value.
    return new IllegalArgumentException(
        name + ": " + shown + " (expected: " + expected + ")", secret ? null : cause);
  }

  /**
   * Returns the name, for example {@code "dns.type"}: the name of the protocol, a dot, and a word.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the value if the caller sets none.
   *
   * @return the default
   */
  public T defaultValue() {
    return defaultValue;
  }

  /**
   * Returns the valid values, for a human reader.
   *
   * @return for example {@code "1-255 characters"}
   */
  public String expected() {
    return expected;
  }

  /**
   * Returns what the option changes, for a human reader.
   *
   * @return one line, empty if the option has no description
   */
  public String description() {
    return description;
  }

  /**
   * Returns whether the values are secret.
   *
   * @return false unless {@link #secret()} was called
   */
  public boolean isSecret() {
    return secret;
  }

  /**
   * Returns whether {@link #parse} is available.
   *
   * @return false if the option has a type without a parser
   */
  public boolean isText() {
    return parser != null;
  }

  private static String choices(Object value) {
    if (value instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .map(each -> word((Enum<?>) each))
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    if (value instanceof Integer || value instanceof Long) {
      return "a number";
    }
    return value instanceof Duration ? "a duration, for example PT1.5S" : "any value";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the parser for the type of a value, or null if there is none. */
  @SuppressWarnings("unchecked") // each parser returns the type of the value
  private static <T> @Nullable Function<String, T> parser(T value) {
    Function<String, ?> parser = null;
    if (value instanceof String) {
      parser = Function.identity();
    } else if (value instanceof Boolean) {
      parser = ProtocolOption::parseBoolean;
    } else if (value instanceof Integer) {
      parser = Integer::valueOf;
    } else if (value instanceof Long) {
      parser = Long::valueOf;
    } else if (value instanceof Duration) {
      parser = Duration::parse;
    } else if (value instanceof Enum<?> constant) {
      parser = text -> parseEnum(constant.getDeclaringClass().getEnumConstants(), text);
    }
    return (Function<String, T>) parser;
  }

  private static Boolean parseBoolean(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Object parseEnum(Object[] constants, String text) {
    String sought = text.toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(constants)
        .filter(constant -> word((Enum<?>) constant).equals(sought))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such constant"));
  }

  @Override
  public String toString() {
    return name + " (default: " + (secret ? "(secret)" : defaultValue) + ")";
  }
}
