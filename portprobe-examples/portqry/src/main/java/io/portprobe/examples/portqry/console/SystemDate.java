package io.portprobe.examples.portqry.console;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date as PortQry prints it. */
public final class SystemDate {
  private SystemDate() {}

  /** Returns, for example, {@code "Thu Sep 16 10:35:03 2021"}. */
  public static String text(LocalDateTime time) {
    return DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.ENGLISH).format(time);
  }
}
