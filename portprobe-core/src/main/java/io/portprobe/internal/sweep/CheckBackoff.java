package io.portprobe.internal.sweep;

/**
 * Decides whether to check for an outcome right after a probe was sent. A peer on this host has
 * responded by then, and the check saves an event. For a remote peer the check rarely succeeds, so
 * it backs off exponentially: up to one check in {@value #MAX_PAUSE} probes. Confined to the event
 * loop.
 */
final class CheckBackoff {
  private static final int MAX_PAUSE = 1024;

  private int pause; // probes without a check after a check that failed
  private int remaining; // of the current pause

  /** Returns whether to check now. Counts a probe. */
  boolean isDue() {
    if (remaining > 0) {
      remaining--;
      return false;
    }
    return true;
  }

  /** Records whether the check found an outcome. */
  void record(boolean found) {
    pause = found ? 0 : Math.min(MAX_PAUSE, 2 * pause + 1);
    remaining = pause;
  }
}
