package io.portprobe.internal.scan;

import io.portprobe.internal.io.LoopClock;

/**
 * A timer that runs an action at the earliest of the scheduled times. Confined to the event loop.
 */
final class WakeupTimer {
  private final LoopClock clock;
  private final Runnable action;
  private long wakeupTime = Long.MAX_VALUE;

  WakeupTimer(LoopClock clock, Runnable action) {
    this.clock = clock;
    this.action = action;
  }

  /** Runs the action after a delay at the latest. */
  void scheduleIn(long nanos) {
    scheduleAt(clock.nanos() + nanos);
  }

  /** Runs the action at a time at the latest, {@link Long#MAX_VALUE} for never. */
  void scheduleAt(long time) {
    if (time >= wakeupTime) {
      return; // the action runs before, and schedules its next run
    }
    wakeupTime = time;
    clock.later(Math.max(0, time - clock.nanos()), () -> fire(time));
  }

  private void fire(long time) {
    if (wakeupTime == time) {
      wakeupTime = Long.MAX_VALUE;
    }
    action.run();
  }
}
