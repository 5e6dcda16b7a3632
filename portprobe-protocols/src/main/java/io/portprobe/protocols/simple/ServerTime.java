package io.portprobe.protocols.simple;

import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a time server (RFC 868): the finding of the protocol {@code "time"}, bound to tcp/37
 * and udp/37.
 *
 * <p>The response is a number of four bytes. To be distinguishable from other data, it must be
 * within 20 years of the local clock. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface ServerTime extends Finding {
  /**
   * Returns the time of the server.
   *
   * @return a time in whole seconds
   */
  Instant time();

  /**
   * Returns by how much the clock of the server is ahead of the local clock.
   *
   * @return whole seconds, negative if it is slow
   */
  Duration skew();
}
