package io.portprobe.testing.protocol;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time that a dialogue spends in calls. Processor time is compared, so that a busy machine
 * makes no difference, and the shortest of many calls, which a busy machine does not prolong.
 */
final class CallTimes {
  /**
   * Most processor time of one call. An event loop serves no other probe meanwhile, so that a call
   * should take less than 1 ms. The first call of a process may load many classes.
   */
  private static final long MAX_CALL_NANOS = 2_000_000_000L;

  private static final long MAX_TOTAL_NANOS = 10_000_000_000L;
  static final long MIN_BLOCKED_NANOS = 5_000_000;

  /**
   * A call that takes less time counts as processor time alone. Processor time is a system call to
   * read, which takes longer than most calls of a dialogue.
   */
  private static final long SHORT_NANOS = 250_000;

  private static final int MAX_WAITS = 1000;
  private static final int MIN_CALLS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long maxCallNanos;
  private final long maxTotalNanos;
  private long before;

  /** The processor time of the thread when it was read, and when that was. */
  private long cpuRead;

  private long readAt;
  private boolean read;
  private long total;
  private long shortestWait = Long.MAX_VALUE;
  private final List<Long> waits = new ArrayList<>();
  private int calls;

  CallTimes() {
    this(MAX_CALL_NANOS, MAX_TOTAL_NANOS);
  }

  /**
   * Creates the times with other limits. Visible for tests.
   *
   * @param maxCallNanos most processor time of one call
   * @param maxTotalNanos most processor time of all calls
   */
  CallTimes(long maxCallNanos, long maxTotalNanos) {
    this.maxCallNanos = maxCallNanos;
    this.maxTotalNanos = maxTotalNanos;
  }

  void begin() {
    before = System.nanoTime();
    if (!read || before - readAt > SHORT_NANOS) {
      cpuRead = THREADS.getCurrentThreadCpuTime();
      readAt = before;
      read = true;
    }
  }

  /**
   * Returns what is wrong with the call that ends now.
   *
   * @param counts whether it is one of the calls that are compared, of which there are many
   */
  Optional<String> end(boolean counts) {
    long now = System.nanoTime();
    long wall = now - before;
    long cpu = wall;
    if (wall > SHORT_NANOS) {
      long cpuBefore = cpuRead + (before - readAt); // as if the thread had run since
      cpuRead = THREADS.getCurrentThreadCpuTime();
      readAt = now;
      cpu = Math.max(0, Math.min(wall, cpuRead - cpuBefore));
    }
    total += cpu;
    if (waits.size() < MAX_WAITS) {
      waits.add(wall - cpu);
    }
    if (counts) {
      calls++;
      shortestWait = Math.min(shortestWait, wall - cpu);
    }
    if (cpu > maxCallNanos) {
      return Optional.of(
          "took "
              + millis(cpu)
              + " ms of processor time (expected: at most "
              + millis(maxCallNanos)
              + ")");
    }
    if (total > maxTotalNanos) {
      return Optional.of(
          "took "
              + millis(total)
              + " ms of processor time in "
              + calls
              + " calls (expected: at most "
              + millis(maxTotalNanos)
              + ")");
    }
    return calls >= MIN_CALLS && shortestWait > MIN_BLOCKED_NANOS
        ? Optional.of(
            "blocked for "
                + millis(shortestWait)
                + " ms, as each of "
                + calls
                + " calls (expected: never)")
        : Optional.empty();
  }

  /** Returns the time without processor time of each of the first calls, in nanoseconds. */
  List<Long> waits() {
    return waits;
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
