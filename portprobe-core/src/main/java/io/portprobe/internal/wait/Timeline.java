package io.portprobe.internal.wait;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The clock, timer and executor of a wait. Tests replace it by a manual clock. */
public interface Timeline {
  /** Returns the time as {@link System#nanoTime()} does. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /**
   * Schedules a task on the {@link #executor()}.
   *
   * @return an action that cancels the task; it may be run any number of times
   */
  Runnable after(Duration delay, Runnable task);

  /** Returns the executor for callers' code. */
  Executor executor();

  /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
  default double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /**
   * Returns the real time without separate threads: tasks run on the threads that complete the
   * probes, and on the timer thread of the JDK. They must not block.
   */
  static Timeline unthreaded() {
    return Unthreaded.INSTANCE;
  }

  /** The real time; see {@link #unthreaded()}. */
  final class Unthreaded implements Timeline {
    private static final Timeline INSTANCE = new Unthreaded();

    private Unthreaded() {}

    @Override
    public Runnable after(Duration delay, Runnable task) {
      CompletableFuture<Void> timer = new CompletableFuture<>();
      var unused = timer.thenRun(task);
      var unusedToo = timer.completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> timer.cancel(false);
    }

    @Override
    public Executor executor() {
      return Runnable::run;
    }
  }
}
