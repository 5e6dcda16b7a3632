package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import java.util.Objects;

/**
 * Something a caller may set for a protocol, kept as a constant in the protocol's package. Two
 * options are the same if they are the same object.
 *
 * @param <T> the type of its value, immutable
 */
@CheckReturnValue
public final class ProtocolOption<T> {
  private final String name;
  private final T defaultValue;

  private ProtocolOption(String name, T defaultValue) {
    this.name = Objects.requireNonNull(name, "name");
    this.defaultValue = Objects.requireNonNull(defaultValue, "defaultValue");
  }

  /**
   * Makes an option.
   *
   * @param <T> the type of its value
   * @param name for messages, for example {@code "ldap.startTls"}
   * @param defaultValue the value where none is set
   * @return a new option
   */
  public static <T> ProtocolOption<T> of(String name, T defaultValue) {
    return new ProtocolOption<>(name, defaultValue);
  }

  /**
   * The name for messages.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The value where none is set.
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
