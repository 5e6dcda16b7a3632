package io.portprobe.internal.scan.pacing;

/**
 * An estimate of the share of probes that are lost, and of how often a port has to be probed before
 * a missing response is no accident. Confined to the event loop.
 *
 * <p>It counts the ports that responded to their first probe and those that responded only to a
 * repeated one. Losses are taken as independent of each other.
 */
public final class LossEstimator {
  private static final double MAX_ERROR = 1e-6;
  private static final double MAX_RATE = 0.9;
  private static final int MAX_SENDS = 9;

  private long first;
  private long repeats;

  /** Forgets all responses. */
  public void reset() {
    first = 0;
    repeats = 0;
  }

  /**
   * Records a response.
   *
   * @param repeated whether it answers a repeated probe, so that an earlier one was lost
   */
  public void onResponse(boolean repeated) {
    if (repeated) {
      repeats++;
    } else {
      first++;
    }
  }

  /** Whether a probe was lost. */
  public boolean hasLoss() {
    return repeats > 0;
  }

  /** Whether there was a response. */
  public boolean hasResponses() {
    return first + repeats > 0;
  }

  /** Returns the share of probes that are lost, from 0 to 1. */
  public double rate() {
    return repeats == 0 ? 0 : (double) repeats / (first + repeats);
  }

  /**
   * Returns how often to probe a port before it is reported as silent: so often that the
   * probability that all probes were lost is at most one in a million, but at most {@value
   * #MAX_SENDS} times.
   *
   * @param min the least number, which also holds while no loss was seen
   */
  public int sends(int min) {
    if (repeats == 0) {
      return min;
    }
    int needed = (int) Math.ceil(Math.log(MAX_ERROR) / Math.log(Math.min(rate(), MAX_RATE)));
    return Math.max(min, Math.min(MAX_SENDS, needed));
  }
}
