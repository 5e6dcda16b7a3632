package io.portprobe.internal.scan.pacing;

/** How long an answer takes: the estimate of RFC 6298, section 2, in nanoseconds. */
public final class RttEstimator {
  private long smoothed;
  private long variation;
  private boolean known;

  public void reset() {
    known = false;
  }

  public boolean isKnown() {
    return known;
  }

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

  /** How long to wait for an answer before it may be taken for lost. */
  public long timeout(long floor, long ceiling) {
    return Math.min(ceiling, Math.max(floor, smoothed + 4 * variation));
  }
}
