package io.portprobe.text;

import java.time.Duration;
import java.util.Locale;

/** Durations as human-readable text, which does not depend on the locale. */
public final class TimeText {
  private TimeText() {}

  /**
   * Returns a duration as text: {@code "240.0 ms"} below one second, {@code "1.50 s"} below two
   * minutes, then {@code "2 min 5 s"} and {@code "3 h 20 min"}, which leave out the rest.
   *
   * @param time the duration, not negative
   */
  public static String of(Duration time) {
    double millis = time.getSeconds() * 1e3 + time.getNano() / 1e6;
    if (millis < 1_000) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    if (millis < 120_000) {
      return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    }
    return time.toHours() == 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
