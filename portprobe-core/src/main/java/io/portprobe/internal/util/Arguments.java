package io.portprobe.internal.util;

import java.time.Duration;

/** The range of timeouts. */
public final class Arguments {
  private static final Duration LONGEST = Duration.ofHours(1);

  private Arguments() {}

  /**
   * Checks a timeout.
   *
   * @throws IllegalArgumentException if it is not positive or longer than an hour
   */
  public static Duration check(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "timeout: " + timeout + " (expected: more than zero, at most " + LONGEST + ")");
    }
    return timeout;
  }
}
