package io.portprobe.internal.scan.pacing;

/** Lets so many pass a second, evenly, with small bursts. Shared by the shards of a scan. */
public final class RateLimiter {
  /** Loops wake this often at best; what fits in between may go at once. */
  private static final long BURST_NANOS = 2_000_000;

  private final long nanosEach;
  private final long burst;
  private long next;
  private boolean begun;

  /** Zero a second for no bound. */
  public RateLimiter(int perSecond) {
    this.nanosEach = perSecond == 0 ? 0 : Math.max(1, 1_000_000_000L / perSecond);
    this.burst = BURST_NANOS;
  }

  boolean isOff() {
    return nanosEach == 0;
  }

  /** Takes a turn. Returns 0, or how many nanoseconds to wait and ask again. */
  public synchronized long take(long now) {
    long wait = await(now);
    if (wait == 0 && nanosEach > 0) {
      next = Math.max(next, now - burst) + nanosEach;
    }
    return wait;
  }

  /** How long until there is a turn to take, 0 for now. */
  public synchronized long await(long now) {
    if (nanosEach == 0) {
      return 0;
    }
    if (!begun) {
      begun = true;
      next = now;
    }
    return Math.max(0, next - now);
  }
}
