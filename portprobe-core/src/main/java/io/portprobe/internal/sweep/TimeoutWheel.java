package io.portprobe.internal.sweep;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hashed timing wheel (Varghese and Lauck, 1987) for the deadlines of in-flight probes. Confined
 * to the event loop.
 *
 * <p>A deadline is stored in the list of its tick, modulo {@value #TICKS} ticks, so that adding and
 * removing a probe take constant time. This is scheme 6 of the paper, with unsorted lists. The
 * differences: no timer runs for each tick, since the caller schedules one for {@link
 * #nextExpiryNanos}; a probe holds its deadline instead of a count of rounds; and the lists link
 * the probes themselves, so that nothing is allocated.
 */
final class TimeoutWheel {
  /** The result of {@link #nextExpiryNanos} for an empty wheel. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int TICK_BITS = 21; // a tick is 2^21 ns, about two milliseconds
  private static final int TICKS = 512;

  private final ProbeList[] lists = new ProbeList[TICKS];
  private final ProbeList due = new ProbeList();
  private final long origin;
  private long tick; // the last one that was processed

  TimeoutWheel(long nowNanos) {
    origin = nowNanos;
    for (int i = 0; i < TICKS; i++) {
      lists[i] = new ProbeList();
    }
  }

  /** Adds a probe, which is in no list, by its deadline. */
  void add(SweepProbe probe) {
    lists[slot(Math.max(tickAfter(probe.deadline), tick + 1))].addLast(probe);
  }

  /**
   * Removes the probes whose deadline has passed and passes them to a consumer. The consumer may
   * add probes, and remove any with {@link ProbeList#unlink}.
   */
  void expire(long nowNanos, Consumer<SweepProbe> expired) {
    long now = (nowNanos - origin) >> TICK_BITS;
    long first = Math.max(tick + 1, now - TICKS + 1); // each list once, even after a long delay
    tick = Math.max(tick, now);
    for (long t = first; t <= now; t++) {
      due.takeAll(lists[slot(t)]);
      for (SweepProbe probe = due.poll(); probe != null; probe = due.poll()) {
        if (probe.deadline - nowNanos <= 0) {
          expired.accept(probe);
        } else {
          add(probe); // its deadline is in a later round
        }
      }
    }
  }

  /**
   * Returns when to call {@link #expire} next: at the first tick that has a probe, perhaps one of a
   * later round; {@link #NEVER} for an empty wheel.
   */
  long nextExpiryNanos() {
    for (long t = tick + 1; t <= tick + TICKS; t++) {
      if (!lists[slot(t)].isEmpty()) {
        return origin + (t << TICK_BITS);
      }
    }
    return NEVER;
  }

  /** Returns when a probe with this deadline expires: at the first tick after it. */
  long expiryNanos(long deadline) {
    return origin + (tickAfter(deadline) << TICK_BITS);
  }

  /** Removes any probe and returns it; null if there is none. */
  @Nullable SweepProbe poll() {
    for (ProbeList list : lists) {
      SweepProbe probe = list.poll();
      if (probe != null) {
        return probe;
      }
    }
    return due.poll();
  }

  /** Returns the first tick that starts after a deadline. */
  private long tickAfter(long deadline) {
    return ((deadline - origin) >> TICK_BITS) + 1;
  }

  private static int slot(long tick) {
    return (int) (tick & (TICKS - 1));
  }
}
