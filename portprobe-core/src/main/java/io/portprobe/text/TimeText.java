package io.portprobe.text;

import java.time.Duration;

/** Durations as human-readable text, which does not depend on the locale. */
public final class TimeText {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private TimeText() {}

  /**
   * Returns a duration as text: {@code "0.042 ms"} below a tenth of a millisecond, {@code "240.0
   * ms"} below one second, {@code "1.50 s"} below two minutes, then {@code "2 min 5 s"} and {@code
   * "3 h 20 min"}, which leave out the rest. Zero is {@code "0 ms"}; another time is never given as
   * zero.
   *
   * @param time the duration, not negative
   */
  public static String of(Duration time) {
    if (time.isZero()) {
      return "0 ms";
    }
    if (time.toSeconds() < 1) {
      if (time.toNanos() < NANOS_PER_MILLI / 10) {
        return time.toNanos() < NANOS_PER_MILLI / 1000
            ? "less than 0.001 ms"
            : decimal(time.toNanos(), NANOS_PER_MILLI, 1000) + " ms";
      }
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
   * Returns a duration with one to three decimals, rounded half up. {@code String.format} would
   * load the data of locales, which takes longer than the probe of a local port.
   *
   * @param fractions 10 for one decimal, 100 for two, 1000 for three
   */
  private static String decimal(long nanos, long unit, int fractions) {
    long rounded = (nanos + unit / fractions / 2) / (unit / fractions);
    String fraction = Long.toString(fractions + rounded % fractions).substring(1);
    return rounded / fractions + "." + fraction;
  }
}
