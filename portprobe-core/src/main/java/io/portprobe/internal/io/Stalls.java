package io.portprobe.internal.io;

import java.util.concurrent.TimeUnit;

/**
 * The rule for a deadline that an event loop notices late: the process was stopped, the machine was
 * suspended, or it has too few processors. Responses may wait in the kernel, so the loop receives
 * them before silence is believed.
 */
public final class Stalls {
  /** A deadline that is noticed this late follows a stall. */
  public static final long THRESHOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long to wait after a stall for responses that the kernel received, or is about to. */
  public static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Stalls() {}

  /** Returns how long to wait for responses at a deadline that is noticed late. */
  public static long graceNanos(long lateNanos) {
    return lateNanos > THRESHOLD_NANOS ? GRACE_NANOS : 0;
  }
}
