package io.portprobe.internal.scan.pacing;

/**
 * An estimate of the round-trip time, and the timeout derived from it: RFC 6298, section 2, in
 * nanoseconds. Confined to the event loop.
 *
 * <p>The differences: the caller bounds the timeout, where the RFC has a minimum of one second; the
 * granularity of the clock is neglected; and responses to repeated probes are samples as well.
 * Karn's algorithm (section 3) excludes those, because TCP cannot determine which transmission was
 * acknowledged. A probe can: each transmission has a separate connect or socket.
 */
public final class RttEstimator {
  private long smoothed;
  private long variation;
  private boolean known;

  /** Forgets all samples. */
  public void reset() {
    known = false;
  }

  /** Whether there was a sample, so that {@link #timeout} has a meaning. */
  public boolean isKnown() {
    return known;
  }

  /**
   * Adds a measured round-trip time.
   *
   * @param nanos at least 0
   */
  public void sample(long nanos) {
    if (!known) {
      smoothed = nanos;
      variation = nanos / 2;
      known = true;
      return;
    }
    variation += (Math.abs(smoothed - nanos) - variation) / 4;
    smoothed += (nanos - smoothed) / 8;
  }

  /** Returns how long to wait for a response, in nanoseconds, within these bounds. */
  public long timeout(long min, long max) {
    return Math.min(max, Math.max(min, smoothed + 4 * variation));
  }
}
