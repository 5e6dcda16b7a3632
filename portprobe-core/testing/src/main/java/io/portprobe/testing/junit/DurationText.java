package io.portprobe.testing.junit;

import io.portprobe.text.SafeText;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parser of durations in annotations: {@code 500 ms}, {@code 2s}, {@code 1 m}. */
final class DurationText {
  private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9}) ?(ms|s|m)");
  private static final Duration MAX_DURATION = Duration.ofHours(1);

  private DurationText() {}

  /**
   * Parses a duration. The blank is optional.
   *
   * @throws IllegalArgumentException if the text has another form, is zero, or exceeds one hour
   */
  static Duration parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw invalid(text, "a number, then ms, s or m");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        };
    if (duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
      throw invalid(text, "more than zero, at most one hour");
    }
    return duration;
  }

  private static IllegalArgumentException invalid(String text, String expected) {
    return new IllegalArgumentException(
        "duration: " + SafeText.quote(text) + " (expected: " + expected + ")");
  }
}
