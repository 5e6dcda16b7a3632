package io.portprobe.internal.scan.pacing;

/**
 * The number of probes that may be in flight to one address: the congestion window of TCP (RFC
 * 5681), counted in probes. Confined to the event loop.
 *
 * <p>As there, the window grows by one a response below the threshold (slow start), by one a round
 * trip above it (congestion avoidance), and is halved on congestion, at most once a round trip. The
 * differences:
 *
 * <ul>
 *   <li>It starts at {@value #INITIAL_SIZE} instead of 2 to 4, since a probe is one small packet,
 *       and never falls below {@value #MIN_SIZE}.
 *   <li>A timeout is no sign of congestion, since a firewall that drops packets causes it too. It
 *       even opens the window, so that a firewall does not slow a scan down. The signs of
 *       congestion are a silent port that responds when it is probed again, and more than {@value
 *       #MAX_LOSS} of the responses arriving only after a repeated probe. A lower share is taken
 *       for random loss, which a smaller window does not reduce.
 * </ul>
 */
public final class CongestionWindow {
  private static final int INITIAL_SIZE = 128;
  private static final int MIN_SIZE = 8;
  private static final double MAX_LOSS = 0.1;
  private static final int MIN_RESPONSES = 16;
  private static final long NEVER = Long.MIN_VALUE;

  private int maxSize;
  private boolean fixed;
  private double size;
  private double threshold;
  private long responses;
  private long repeats;
  private long reducedAt;

  /**
   * Prepares the window for another address.
   *
   * @param newMaxSize the size that the window never exceeds, at least 1
   * @param adaptive false to keep the window at that size
   */
  public void reset(int newMaxSize, boolean adaptive) {
    maxSize = newMaxSize;
    fixed = !adaptive;
    size = fixed ? newMaxSize : Math.min(INITIAL_SIZE, newMaxSize);
    threshold = newMaxSize;
    responses = 0;
    repeats = 0;
    reducedAt = NEVER;
  }

  /** Returns how many probes may be in flight, at least 1. */
  public int size() {
    return (int) size;
  }

  /**
   * Records a response.
   *
   * @param repeated whether it answers a repeated probe, so that an earlier one was lost
   * @param now the time in nanoseconds
   * @param roundTrip the round-trip time, in nanoseconds
   */
  public void onResponse(boolean repeated, long now, long roundTrip) {
    if (fixed) {
      return;
    }
    responses++;
    if (!repeated) {
      grow();
      return;
    }
    repeats++;
    boolean mayReduce = reducedAt == NEVER || now - reducedAt > roundTrip;
    if (mayReduce && responses >= MIN_RESPONSES && repeats > MAX_LOSS * responses) {
      onCongestion(now);
    }
  }

  /** Records a timeout on an address that has lost no probe so far. */
  public void onTimeout() {
    if (!fixed) {
      grow();
    }
  }

  /** Halves the window, because probes were lost. */
  public void onCongestion(long now) {
    if (fixed) {
      return;
    }
    threshold = Math.max(MIN_SIZE, size / 2);
    size = Math.min(size, threshold);
    responses = 0;
    repeats = 0;
    reducedAt = now;
  }

  private void grow() {
    size = Math.min(maxSize, size + (size < threshold ? 1 : 1 / size));
  }
}
