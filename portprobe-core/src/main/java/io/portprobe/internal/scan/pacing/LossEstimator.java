package io.portprobe.internal.scan.pacing;

/** How many answers came to a first question, and how many only to a repeated one. */
public final class LossEstimator {
  private static final double UNLIKELY = 1e-6;
  private static final int MOST_ROUNDS = 9;

  private long first;
  private long late;

  public void reset() {
    first = 0;
    late = 0;
  }

  public void answered(boolean repeated) {
    if (repeated) {
      late++;
    } else {
      first++;
    }
  }

  public boolean isNoticed() {
    return late > 0;
  }

  public boolean isAnswered() {
    return first + late > 0;
  }

  /** The share of questions that go without their answer. */
  double rate() {
    return late == 0 ? 0 : (double) late / (first + late);
  }

  /** How often to ask until it is unlikely that each answer was lost. */
  public int rounds(int least) {
    if (late == 0) {
      return least;
    }
    double rate = Math.min(rate(), 0.9);
    int needed = (int) Math.ceil(Math.log(UNLIKELY) / Math.log(rate));
    return Math.max(least, Math.min(MOST_ROUNDS, needed));
  }
}
