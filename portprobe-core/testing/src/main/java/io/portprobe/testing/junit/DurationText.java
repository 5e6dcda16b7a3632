package io.portprobe.testing.junit;

import io.portprobe.text.Quote;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as people write it in annotations: {@code 500 ms}, {@code 2s}, {@code 1 m}. */
final class DurationText {
  private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9}) ?(ms|s|m)");
  private static final Duration LONGEST = Duration.ofHours(1);

  private DurationText() {}

  /**
   * Reads one; the blank may be left out.
   *
   * @throws IllegalArgumentException if it is none, is nothing, or is more than an hour
   */
  static Duration parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw unfit(text, "a number and ms, s or m");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        };
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw unfit(text, "more than nothing, at most an hour");
    }
    return duration;
  }

  private static IllegalArgumentException unfit(String text, String expected) {
    return new IllegalArgumentException(
        "duration: " + Quote.of(text) + " (expected: " + expected + ")");
  }
}
