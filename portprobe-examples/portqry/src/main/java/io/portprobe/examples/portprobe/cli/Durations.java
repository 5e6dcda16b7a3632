package io.portprobe.examples.portprobe.cli;

import io.portprobe.text.SafeText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Times as text: a number and a unit, without a unit in seconds. */
public final class Durations implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)?");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Called by picocli. */
  public Durations() {}

  @Override
  public Duration convert(String value) {
    Matcher matcher = FORM.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw bad(value);
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    long nanos =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case "d" -> 86_400_000_000_000L;
          default -> 1_000_000_000L;
        };
    BigDecimal total = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos));
    if (total.compareTo(BigDecimal.ONE) < 0
        || total.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw bad(value);
    }
    return Duration.ofNanos(total.longValue());
  }

  private static IllegalArgumentException bad(String value) {
    return new IllegalArgumentException(
        SafeText.quote(value) + " (expected: a time such as 500ms, 5s, 2m or 1h, at most 1d)");
  }
}
