package io.portprobe.protocols.internal.ntp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The time formats of NTP (RFC 5905 section 6). */
final class NtpTimestamp {
  private static final long UNIX_EPOCH = 2_208_988_800L;
  private static final long ERA = 1L << 32;
  private static final long NANOS = 1_000_000_000L;
  private static final int FRACTION_BITS = 32;
  private static final int SHORT_FRACTION_BITS = 16;

  private NtpTimestamp() {}

  /**
   * Returns the instant of a timestamp, 64 bits. Seconds below 2^31 belong to the era that starts
   * in 2036.
   *
   * @return the instant; empty for 0, which means unknown
   */
  static Optional<Instant> instant(long timestamp) {
    if (timestamp == 0) {
      return Optional.empty();
    }
    long seconds = timestamp >>> FRACTION_BITS;
    long nanos = ((timestamp & (ERA - 1)) * NANOS) >>> FRACTION_BITS;
    long era = timestamp < 0 ? 0 : ERA;
    return Optional.of(Instant.ofEpochSecond(seconds + era - UNIX_EPOCH, nanos));
  }

  /** Returns the duration of a short format, 32 bits. */
  static Duration duration(int shortFormat) {
    return Duration.ofNanos(((shortFormat & (ERA - 1)) * NANOS) >>> SHORT_FRACTION_BITS);
  }
}
