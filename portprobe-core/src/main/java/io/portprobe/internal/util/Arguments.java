package io.portprobe.internal.util;

import java.time.Duration;

/** Checks of arguments. A failed check names the argument, its value and the expected range. */
public final class Arguments {
  /** The highest TCP or UDP port. */
  public static final int MAX_PORT = 65_535;

  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  private Arguments() {}

  /**
   * Checks the timeout of a probe.
   *
   * @return the timeout
   * @throws IllegalArgumentException unless it is positive and at most one hour
   */
  public static Duration timeout(Duration timeout) {
    return positive("timeout", timeout, MAX_TIMEOUT);
  }

  /**
   * Checks that a number is in a range, both ends included.
   *
   * @return the value
   * @throws IllegalArgumentException if it is not
   */
  public static int inRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + min + "-" + max + ")");
    }
    return value;
  }

  /**
   * Checks that a duration is longer than zero.
   *
   * @return the duration
   * @throws IllegalArgumentException if it is not
   */
  public static Duration positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: more than zero)");
    }
    return duration;
  }

  /**
   * Checks that a duration is longer than zero, and not longer than a maximum.
   *
   * @return the duration
   * @throws IllegalArgumentException if it is not
   */
  public static Duration positive(String name, Duration duration, Duration max) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + ": " + duration + " (expected: more than zero, at most " + max + ")");
    }
    return duration;
  }
}
