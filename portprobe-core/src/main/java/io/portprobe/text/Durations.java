package io.portprobe.text;

import java.time.Duration;

/**
 * Arithmetic of durations without {@code Duration.dividedBy} and {@code Duration.multipliedBy},
 * which compute with {@code BigDecimal}. The first use of that class takes up to 30 ms, as long as
 * several probes of a local port.
 */
public final class Durations {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Durations() {}

  /**
   * Returns a part of a duration, rounded down to whole nanoseconds.
   *
   * @param parts 1 or more
   */
  public static Duration part(Duration duration, int parts) {
    long seconds = duration.getSeconds();
    long nanos = Math.floorMod(seconds, parts) * NANOS_PER_SECOND + duration.getNano();
    return Duration.ofSeconds(Math.floorDiv(seconds, parts), nanos / parts);
  }

  /**
   * Returns a multiple of a duration.
   *
   * @throws ArithmeticException if it is too long for the type
   */
  public static Duration times(Duration duration, int factor) {
    return Duration.ofSeconds(
        Math.multiplyExact(duration.getSeconds(), factor), (long) duration.getNano() * factor);
  }

  /** Returns the shorter of two durations. */
  public static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Returns the longer of two durations. */
  public static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
