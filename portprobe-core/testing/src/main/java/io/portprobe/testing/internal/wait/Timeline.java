package io.portprobe.testing.internal.wait;

import io.portprobe.testing.internal.client.WaitThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The clock, timer and executor of a wait. Tests replace it by a manual clock. */
public interface Timeline {
  /** Returns the time as {@link System#nanoTime()} does. */
  long nanoTime();

  /**
   * Schedules a task on the {@link #executor()}.
   *
   * @return an action that cancels the task; it may be run any number of times
   */
  Runnable after(Duration delay, Runnable task);

  /** Returns the executor for work that may block: callers' code, reading the socket table. */
  Executor executor();

  /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
  double random();

  /** Returns the real time with the shared daemon threads of {@link WaitThreads}. */
  static Timeline system() {
    return Real.SYSTEM;
  }

  /** The real time; see {@link #system()}. */
  final class Real implements Timeline {
    private static final Timeline SYSTEM = new Real();

    private Real() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
      Future<?> scheduled =
          WaitThreads.timer()
              .schedule(() -> executor().execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    }

    @Override
    public Executor executor() {
      return WaitThreads.pool();
    }

    @Override
    public double random() {
      return ThreadLocalRandom.current().nextDouble();
    }
  }
}
