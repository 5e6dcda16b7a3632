package io.portprobe.internal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as people write it in annotations and files: {@code 500 ms}, {@code 2s}, {@code 1 m}.
 */
public final class DurationText {
  /** What is read; the blank may be left out. */
  public static final Pattern PATTERN = Pattern.compile("([0-9]{1,9}) ?(ms|s|m)");

  private DurationText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, is nothing, or is more than an hour
   */
  public static Duration parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "duration: " + HostSyntax.quote(text) + " (expected: a number and ms, s or m)");
    }
    long number = Long.parseLong(matcher.group(1));
    return Timeouts.check(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        });
  }
}
