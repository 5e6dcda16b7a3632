package io.portprobe.internal.sweep;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of probes in flight, however their time-outs differ: lists by the tick in which
 * they fall due, round and round. To add and to take out cost the same whatever it holds.
 */
final class TimeoutWheel {
  /** What {@link #nextNanos} gives if there is none. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int TICK_BITS = 21; // a tick is 2^21 ns, about two milliseconds
  private static final int TICKS = 512;

  private final ProbeList[] lists = new ProbeList[TICKS];
  private final ProbeList due = new ProbeList();
  private final long origin;
  private long tick; // all ticks up to this one are done

  TimeoutWheel(long nowNanos) {
    origin = nowNanos;
    for (int i = 0; i < TICKS; i++) {
      lists[i] = new ProbeList();
    }
  }

  /** Adds a probe that is in no list, by its deadline. */
  void add(SweepProbe probe) {
    lists[slot(Math.max(tickAfter(probe.deadline), tick + 1))].addLast(probe);
  }

  /**
   * Takes out the probes that are due and hands them over. More may be added, and any be taken out
   * by {@link ProbeList#unlink}, meanwhile.
   */
  void expire(long nowNanos, Consumer<SweepProbe> expired) {
    long now = (nowNanos - origin) >> TICK_BITS;
    long first = Math.max(tick + 1, now - TICKS + 1); // after a long sleep every list once
    tick = Math.max(tick, now);
    for (long t = first; t <= now; t++) {
      due.takeAll(lists[slot(t)]);
      for (SweepProbe probe = due.poll(); probe != null; probe = due.poll()) {
        if (probe.deadline - nowNanos <= 0) {
          expired.accept(probe);
        } else {
          add(probe); // of a later round
        }
      }
    }
  }

  /** When to call {@link #expire} next, or {@link #NEVER}: the first tick with a probe in it. */
  long nextNanos() {
    for (long t = tick + 1; t <= tick + TICKS; t++) {
      if (!lists[slot(t)].isEmpty()) {
        return origin + (t << TICK_BITS);
      }
    }
    return NEVER;
  }

  /** When a probe added with this deadline will be seen to be due. */
  long dueNanos(long deadline) {
    return origin + (tickAfter(deadline) << TICK_BITS);
  }

  @Nullable SweepProbe poll() {
    for (ProbeList list : lists) {
      SweepProbe probe = list.poll();
      if (probe != null) {
        return probe;
      }
    }
    return due.poll();
  }

  /** The first tick at whose begin a deadline has passed. */
  private long tickAfter(long deadline) {
    return ((deadline - origin) >> TICK_BITS) + 1;
  }

  private static int slot(long tick) {
    return (int) (tick & (TICKS - 1));
  }
}
