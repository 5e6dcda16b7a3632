package io.portprobe.internal.scan.pacing;

/**
 * A pause of all probes while this host lacks descriptors, ports or memory. It doubles with each
 * shortage, from 10 ms to 500 ms, until a probe has a response. Time is a parameter. Confined to
 * the event loop.
 */
public final class ShortageBackoff {
  /** The first pause, in nanoseconds. */
  public static final long MIN_NANOS = 10_000_000L;

  private static final long MAX_NANOS = 500_000_000L;

  private long pause;
  private long pausedUntil = Long.MIN_VALUE;

  /** Starts the next pause, because this host could not send a probe. */
  public void onShortage(long now) {
    pause = Math.min(MAX_NANOS, Math.max(MIN_NANOS, 2 * pause));
    pausedUntil = now + pause;
  }

  /** Makes the next pause a short one, because a probe has a response. */
  public void onResponse() {
    pause = 0;
  }

  /** Returns whether no probe may be sent now. */
  public boolean isPaused(long now) {
    return now < pausedUntil;
  }

  /** Returns when the pause ends, in nanoseconds; in the past if there is none. */
  public long end() {
    return pausedUntil;
  }
}
