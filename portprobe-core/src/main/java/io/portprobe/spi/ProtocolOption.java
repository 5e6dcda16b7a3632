package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import java.util.Objects;

/**
 * An option of a protocol, declared as a constant in the package of the protocol. Options are
 * compared by identity.
 *
 * @param <T> the type of the value, immutable
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
   * Creates an option.
   *
   * @param <T> the type of the value
   * @param name the name in messages, for example {@code "ldap.startTls"}
   * @param defaultValue the value if the caller sets none
   * @return a new option
   */
  public static <T> ProtocolOption<T> of(String name, T defaultValue) {
    return new ProtocolOption<>(name, defaultValue);
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
