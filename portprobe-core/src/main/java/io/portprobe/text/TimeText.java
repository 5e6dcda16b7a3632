package io.portprobe.text;

import java.time.Duration;

/** Durations as human-readable text, which does not depend on the locale. */
public final class TimeText {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private TimeText() {}

  /**
   * Returns a duration as text: {@code "240.0 ms"} below one second, {@code "1.50 s"} below two
   * minutes, then {@code "2 min 5 s"} and {@code "3 h 20 min"}, which leave out the rest.
   *
   * @param time the duration, not negative
   */
  public static String of(Duration time) {
    if (time.toSeconds() < 1) {
      return decimal(time.toNanos(), NANOS_PER_MILLI, 10) + " ms";
    }
    if (time.toSeconds() < 120) {
      return decimal(time.toNanos(), NANOS_PER_SECOND, 100) + " s";
    }
    return time.toHours() == 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  /**
   * Returns a duration with one or two decimals, rounded half up. {@code String.format} would load
   * the data of locales, which takes longer than the probe of a local port.
   *
   * @param fractions 10 for one decimal, 100 for two
   */
  private static String decimal(long nanos, long unit, int fractions) {
    long rounded = (nanos + unit / fractions / 2) / (unit / fractions);
    long fraction = rounded % fractions;
    String zero = fractions == 100 && fraction < 10 ? "0" : "";
    return rounded / fractions + "." + zero + fraction;
  }
}
