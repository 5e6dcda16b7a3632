package io.portprobe.internal.sweep;

/**
 * Whether to ask for the outcome right after the question. A peer on this machine has answered by
 * then, and an event is saved; with any other the asking is in vain, so it is done ever more
 * seldom.
 */
final class CheckBackoff {
  private static final int RAREST = 1024;

  private int pause; // after an asking in vain
  private int skip; // of which so many are left

  boolean asksNow() {
    if (skip > 0) {
      skip--;
      return false;
    }
    return true;
  }

  void wasAnswered(boolean answered) {
    pause = answered ? 0 : Math.min(RAREST, 2 * pause + 1);
    skip = pause;
  }
}
