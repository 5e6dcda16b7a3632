package io.portprobe.examples.portprobe.cli;

import io.portprobe.text.SafeText;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Times as text: a number and a unit, without a unit in seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?(ms|s|m|h|d)?");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Called by picocli. */
  public DurationConverter() {}

  @Override
  public Duration convert(String value) {
    Matcher matcher = FORM.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw bad(value);
    }
    String unit = matcher.group(3) == null ? "s" : matcher.group(3);
    long millis =
        switch (unit) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    String decimals = matcher.group(2) == null ? "" : matcher.group(2);
    long whole = Long.parseLong(matcher.group(1));
    long billionths = Long.parseLong((decimals + "000000000").substring(0, 9));
    if (whole > LONGEST.toMillis() / millis) {
      throw bad(value);
    }
    // BigDecimal would do the same. Its class takes 30 ms to initialise in Java 25.
    Duration total = Duration.ofMillis(whole * millis).plusNanos(billionths * millis / 1_000);
    if (total.isZero() || total.compareTo(LONGEST) > 0) {
      throw bad(value);
    }
    return total;
  }

  private static IllegalArgumentException bad(String value) {
    return new IllegalArgumentException(
        SafeText.quote(value) + " (expected: a time such as 500ms, 5s, 2m or 1h, at most 1d)");
  }
}
