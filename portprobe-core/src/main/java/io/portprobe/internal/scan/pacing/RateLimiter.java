package io.portprobe.internal.scan.pacing;

/**
 * A limit of probes a second, evenly spaced but for small bursts. Thread-safe: the event loops of a
 * scan share one.
 *
 * <p>This is the generic cell rate algorithm (ITU-T I.371, virtual scheduling), a token bucket
 * without a timer. Its tolerance is {@value #BURST_NANOS} ns, the precision with which an event
 * loop wakes up: probes that became due in between are sent at once. {@code nextAt} is the
 * theoretical arrival time less that tolerance. The bucket is empty at first, so that a scan does
 * not start with a burst.
 */
public final class RateLimiter {
  private static final long BURST_NANOS = 2_000_000;

  private final long interval; // 0 for no limit
  private long nextAt;
  private boolean started;

  /**
   * Creates a limiter.
   *
   * @param perSecond the number of probes a second; 0 for no limit
   */
  public RateLimiter(int perSecond) {
    this.interval = perSecond == 0 ? 0 : Math.max(1, 1_000_000_000L / perSecond);
  }

  /**
   * Acquires a permit to send one probe.
   *
   * @param now the time in nanoseconds
   * @return 0 if it was acquired, else how many nanoseconds to wait before the next try
   */
  public synchronized long acquire(long now) {
    long delay = delay(now);
    if (delay == 0 && interval > 0) {
      nextAt = Math.max(nextAt, now - BURST_NANOS) + interval;
    }
    return delay;
  }

  /** Returns how many nanoseconds to wait until {@link #acquire} succeeds, 0 if it does now. */
  public synchronized long delay(long now) {
    if (interval == 0) {
      return 0;
    }
    if (!started) {
      started = true;
      nextAt = now;
    }
    return Math.max(0, nextAt - now);
  }
}
