package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * An option of a protocol, declared as a constant in the package of the protocol. Options are
 * compared by identity. Thread-safe.
 *
 * @param <T> the type of the value, immutable
 */
@CheckReturnValue
public final class ProtocolOption<T> {
  private final String name;
  private final T defaultValue;
  private final Predicate<? super T> valid;
  private final String expected;

  private ProtocolOption(String name, T defaultValue, Predicate<? super T> valid, String expected) {
    this.name = Objects.requireNonNull(name, "name");
    this.defaultValue = Objects.requireNonNull(defaultValue, "defaultValue");
    this.valid = Objects.requireNonNull(valid, "valid");
    this.expected = Objects.requireNonNull(expected, "expected");
  }

  /**
   * Creates an option for which every value of its type is valid.
   *
   * @param <T> the type of the value
   * @param name the name in messages, for example {@code "ldap.startTls"}
   * @param defaultValue the value if the caller sets none
   * @return a new option
   */
  public static <T> ProtocolOption<T> of(String name, T defaultValue) {
    return new ProtocolOption<>(name, defaultValue, value -> true, "any value");
  }

  /**
   * Creates an option with a range of valid values. {@link io.portprobe.PortProbe#option} rejects
   * other values, so that a dialogue only receives valid ones.
   *
   * @param <T> the type of the value
   * @param name the name in messages, for example {@code "dns.type"}
   * @param defaultValue the value if the caller sets none
   * @param valid returns whether a value is valid; it must be thread-safe, must not block and must
   *     not throw
   * @param expected the valid values, for messages: for example {@code "1-255 characters"}
   * @return a new option
   * @throws IllegalArgumentException if the default value is invalid
   */
  public static <T> ProtocolOption<T> of(
      String name, T defaultValue, Predicate<? super T> valid, String expected) {
    ProtocolOption<T> option = new ProtocolOption<>(name, defaultValue, valid, expected);
    option.checkValue(defaultValue);
    return option;
  }

  /**
   * Checks a value.
   *
   * @param value the value
   * @throws IllegalArgumentException if the value is invalid; the message names the option, the
   *     value and the valid values
   */
  public void checkValue(T value) {
    Objects.requireNonNull(value, name);
    if (!valid.test(value)) {
      throw new IllegalArgumentException(
          name + ": " + SafeText.quote(value.toString()) + " (expected: " + expected + ")");
    }
  }

  /**
   * Returns the name in messages.
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

  @Override
  public String toString() {
    return name + " (default: " + defaultValue + ")";
  }
}
