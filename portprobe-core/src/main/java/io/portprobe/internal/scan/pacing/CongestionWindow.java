package io.portprobe.internal.scan.pacing;

/**
 * How many questions one address is asked at a time. Opens as TCP's does (RFC 5681): by one an
 * answer at first, by one a round later; halves when more is lost than a bad line loses.
 */
public final class CongestionWindow {
  private static final int FIRST = 128;
  private static final int LEAST = 8;

  /** A line that loses this share of its packets is bad; one that loses more is full. */
  private static final double FULL = 0.1;

  private static final int SAMPLE = 16;

  private int most;
  private boolean fixed;
  private double size;
  private double threshold;
  private long answers;
  private long late;
  private long changed;

  public void reset(int widest, boolean adaptive) {
    most = widest;
    fixed = !adaptive;
    size = fixed ? widest : Math.min(FIRST, widest);
    threshold = widest;
    answers = 0;
    late = 0;
    changed = Long.MIN_VALUE;
  }

  public int size() {
    return (int) size;
  }

  /** An answer came; a late one is one to a repeated question. */
  public void answered(boolean repeated, long now, long roundTrip) {
    if (fixed) {
      return;
    }
    answers++;
    if (!repeated) {
      grow();
      return;
    }
    late++;
    boolean again = changed == Long.MIN_VALUE || now - changed > roundTrip;
    if (again && answers >= SAMPLE && late > FULL * answers) {
      halve(now);
    }
  }

  /** Silence says nothing about the line, while there is no sign that it loses. */
  public void silent() {
    if (!fixed) {
      grow();
    }
  }

  /** A sample of the silent ports was asked again, and answered: the silence was the line's. */
  public void halve(long now) {
    if (fixed) {
      return;
    }
    threshold = Math.max(LEAST, size / 2);
    size = Math.min(size, threshold);
    answers = 0;
    late = 0;
    changed = now;
  }

  private void grow() {
    size = Math.min(most, size + (size < threshold ? 1 : 1 / size));
  }
}
