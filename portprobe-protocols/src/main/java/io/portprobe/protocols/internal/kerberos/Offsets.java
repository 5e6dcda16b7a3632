package io.portprobe.protocols.internal.kerberos;

import java.time.Duration;
import java.util.Locale;

/** Shows clock offsets. */
final class Offsets {
  private static final double MILLIS = 1_000;

  private Offsets() {}

  /** Returns an offset in seconds with three decimals and a sign. */
  static String text(Duration offset) {
    double seconds = offset.getSeconds() + offset.getNano() / (MILLIS * MILLIS * MILLIS);
    return String.format(Locale.ROOT, "%+.3f s relative to this host", seconds);
  }
}
