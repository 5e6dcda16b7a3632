package io.portprobe.internal.scan;

import io.portprobe.internal.io.LoopClock;

/** Wakes a shard at the earliest of the times that were asked for. On its loop. */
final class WakeupTimer {
  private final LoopClock turns;
  private final Runnable action;
  private long at = Long.MAX_VALUE;

  WakeupTimer(LoopClock turns, Runnable action) {
    this.turns = turns;
    this.action = action;
  }

  void in(long nanos) {
    at(turns.nanos() + nanos);
  }

  /** {@link Long#MAX_VALUE} is never. */
  void at(long time) {
    if (time >= at) {
      return; // it wakes before that, and is asked again then
    }
    at = time;
    turns.later(Math.max(0, time - turns.nanos()), () -> ring(time));
  }

  private void ring(long time) {
    if (at == time) {
      at = Long.MAX_VALUE;
    }
    action.run();
  }
}
