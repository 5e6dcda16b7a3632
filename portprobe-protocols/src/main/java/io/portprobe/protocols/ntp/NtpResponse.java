package io.portprobe.protocols.ntp;

import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The response of a time server (RFC 5905 section 7.3).
 *
 * <p>The protocol {@code "ntp"} is bound to udp/123. The client sends one packet of version 4 in
 * client mode, in which all fields are zero but a random transmit timestamp, so that it states
 * nothing about the clock of this host. A response counts only if its origin timestamp equals that
 * value. The client then sends a second packet, because the first may include the time to start up,
 * and reports the response with the lower delay. It sends no control messages (mode 6) and no
 * private ones (mode 7).
 *
 * <p>Immutable and thread-safe. Implemented by portprobe only.
 */
public interface NtpResponse extends Finding {
  /** A leap indicator. */
  enum Leap {
    /** No leap second is announced. */
    NO_WARNING,
    /** The last minute of the day has 61 seconds. */
    LAST_MINUTE_HAS_61_SECONDS,
    /** The last minute of the day has 59 seconds. */
    LAST_MINUTE_HAS_59_SECONDS,
    /** The clock of the server is not synchronized. */
    UNSYNCHRONIZED
  }

  /**
   * Returns the version of the response.
   *
   * @return 1 to 4
   */
  int version();

  /**
   * Returns the leap indicator.
   *
   * @return the leap indicator
   */
  Leap leap();

  /**
   * Returns the distance to a reference clock.
   *
   * @return 1 for a server with a reference clock, 2 to 15 for others, 16 or 0 if the server is not
   *     synchronized, or 0 with {@link #kissCode()}
   */
  int stratum();

  /**
   * Returns whether the server states that its clock is synchronized.
   *
   * @return whether the stratum is 1 to 15, and the leap indicator is not UNSYNCHRONIZED
   */
  boolean isSynchronized();

  /**
   * Returns the code of a kiss-o'-death packet (RFC 5905 section 7.4), which has no time.
   *
   * @return for example {@code "RATE"} or {@code "DENY"}; empty for other responses
   */
  Optional<String> kissCode();

  /**
   * Returns the reference of the server: a text for stratum 1, for example {@code "GPS"}, otherwise
   * four bytes as an IPv4 address; servers that use IPv6 send a part of a hash.
   *
   * @return the reference identifier
   */
  String referenceId();

  /**
   * Returns how far the clock of the server is ahead of the clock of this host (RFC 5905 section
   * 8). Its error is at most half of {@link #delay()}.
   *
   * @return negative if the server's clock is slow; empty with {@link #kissCode()}
   */
  Optional<Duration> offset();

  /**
   * Returns the round-trip time without the time in the server. It is too long if the request was
   * sent again after a loss.
   *
   * @return the delay; empty with {@link #kissCode()}
   */
  Optional<Duration> delay();

  /**
   * Returns the time at which the server sent the response.
   *
   * @return the time; empty with {@link #kissCode()}
   */
  Optional<Instant> serverTime();

  /**
   * Returns the time at which the clock of the server was last set.
   *
   * @return the time; empty if it was never set
   */
  Optional<Instant> referenceTime();

  /**
   * Returns the round-trip time from the server to its reference clock.
   *
   * @return the root delay
   */
  Duration rootDelay();

  /**
   * Returns the maximum error that the server states relative to its reference clock.
   *
   * @return the root dispersion
   */
  Duration rootDispersion();

  /**
   * Returns the precision of the clock of the server as a power of two.
   *
   * @return for example -20, about one microsecond
   */
  int precision();

  /**
   * Returns the poll interval as a power of two.
   *
   * @return for example 6, 64 seconds
   */
  int poll();
}
