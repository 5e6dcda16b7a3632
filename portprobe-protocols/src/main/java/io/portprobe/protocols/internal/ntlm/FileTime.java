package io.portprobe.protocols.internal.ntlm;

import java.time.Instant;
import java.util.Optional;

/** A FILETIME: units of 100 ns since 1601 (MS-DTYP section 2.3.3). */
public final class FileTime {
  private static final long EPOCH_SECONDS = 11_644_473_600L;
  private static final long UNITS_A_SECOND = 10_000_000L;
  private static final int NANOS_A_UNIT = 100;

  private FileTime() {}

  /** Returns the instant; empty for 0, which means unknown, and for negative values. */
  public static Optional<Instant> instant(long units) {
    return units <= 0
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(
                units / UNITS_A_SECOND - EPOCH_SECONDS, units % UNITS_A_SECOND * NANOS_A_UNIT));
  }
}
