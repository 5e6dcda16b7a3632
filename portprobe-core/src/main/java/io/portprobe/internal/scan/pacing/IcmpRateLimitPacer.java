package io.portprobe.internal.scan.pacing;

/**
 * Asks the silent UDP ports of a host that limits its ICMP errors slowly enough for it to answer.
 * Linux sends 6 errors at once, then one a second to each peer; other systems some hundreds a
 * second. So the pace begins at what the host was seen to send, grows while it answers, and falls
 * to one a second before silence is believed.
 */
public final class IcmpRateLimitPacer {
  private static final long SLOWEST = 1_050_000_000L; // a second, and a little for the line
  private static final long FASTEST = 1_000_000L;
  private static final int BURST = 8;

  private enum Need {
    UNDECIDED,
    NONE,
    NEEDED
  }

  private final long most;
  private Need need = Need.UNDECIDED;
  private long began;
  private long decided;
  private int unreachable;
  private long gap;
  private long lastAsked;
  private boolean slow;
  private boolean strict;

  public IcmpRateLimitPacer(long most) {
    this.most = most;
  }

  public void reset(long now) {
    need = Need.UNDECIDED;
    began = now;
    unreachable = 0;
    gap = SLOWEST;
    lastAsked = now;
    slow = false;
  }

  public boolean isDecided() {
    return need != Need.UNDECIDED;
  }

  public boolean isNeeded() {
    return need == Need.NEEDED;
  }

  /** Whether silence may not be believed yet, as the host has sent errors, and few. */
  public boolean mayBeNeeded() {
    return need == Need.UNDECIDED && unreachable > 0;
  }

  /** The first round is over and ports were silent. */
  public void decide(long now, boolean lossy) {
    long elapsed = Math.max(1, now - began);
    boolean few = unreachable <= BURST + 2 * (elapsed / 1e9);
    need = unreachable > 0 && (few || lossy) ? Need.NEEDED : Need.NONE;
    strict = few;
    gap = few ? SLOWEST : Math.max(FASTEST, Math.min(SLOWEST, elapsed / unreachable));
    decided = now;
    lastAsked = now;
  }

  public boolean isOver(long now) {
    return now - decided >= most;
  }

  public long pause(long now) {
    return Math.max(0, lastAsked + gap - now);
  }

  public void asked(long now) {
    slow = gap >= SLOWEST && now - lastAsked >= SLOWEST;
    lastAsked = now;
  }

  public void answered(boolean isUnreachable, boolean paced) {
    if (isUnreachable) {
      unreachable++;
    }
    if (paced && isUnreachable && !strict) {
      gap = Math.max(FASTEST, gap - gap / 16);
    }
  }

  /** A paced question got no answer. Returns whether that is believed. */
  public boolean silent() {
    boolean believed = slow;
    gap = Math.min(SLOWEST, 2 * gap);
    return believed;
  }
}
