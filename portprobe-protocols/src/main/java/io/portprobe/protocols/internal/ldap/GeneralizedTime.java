package io.portprobe.protocols.internal.ldap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses Generalized Time (RFC 4517 section 3.3.13), for example {@code 20030710041431.0Z}. */
public final class GeneralizedTime {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)(?<hour>\\d\\d)"
              + "(?:(?<minute>\\d\\d)(?<second>\\d\\d)?)?"
              + "(?:[.,](?<fraction>\\d{1,9})\\d*)?"
              + "(?<zone>Z|[+-]\\d\\d(?:\\d\\d)?)");

  private static final int MAX_CHARS = 64;

  private GeneralizedTime() {}

  /** Returns the time; empty if the text has another format. */
  public static Optional<Instant> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > MAX_CHARS || !form.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(form, "year"),
              number(form, "month"),
              number(form, "day"),
              number(form, "hour"),
              number(form, "minute"),
              second(number(form, "second")));
      return Optional.of(time.plusNanos(fraction(form)).toInstant(zone(form.group("zone"))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int second(int second) {
    return second == 60 ? 59 : second; // java.time has no leap second
  }

  private static int number(Matcher form, String group) {
    String digits = form.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** A fraction belongs to the last unit present: to the hour if there are no minutes. */
  private static long fraction(Matcher form) {
    String digits = form.group("fraction");
    if (digits == null) {
      return 0;
    }
    long nanos = Long.parseLong((digits + "00000000").substring(0, 9));
    if (form.group("second") != null) {
      return nanos;
    }
    return nanos * (form.group("minute") != null ? 60 : 3_600);
  }

  private static ZoneOffset zone(String zone) {
    return zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
  }
}
