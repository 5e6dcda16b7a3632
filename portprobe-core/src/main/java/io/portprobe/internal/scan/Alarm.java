package io.portprobe.internal.scan;

/** Wakes a shard at the earliest of the times that were asked for. On its loop. */
final class Alarm {
  private final Turns turns;
  private final Runnable action;
  private long at = Long.MAX_VALUE;

  Alarm(Turns turns, Runnable action) {
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
