package io.portprobe.testing.internal.wait;

import io.portprobe.testing.internal.client.WaitThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Where a wait gets its time from, and on whose threads it goes on. */
public interface Timeline {
  /** As {@link System#nanoTime()}. */
  long nanoTime();

  /** Runs a task later, on {@link #executor()}; what it returns calls that off. */
  Runnable after(Duration delay, Runnable task);

  /** Runs what may block: a caller's code, reading the socket table. */
  Executor executor();

  /** From 0 to less than 1. */
  double random();

  /** Real time, and daemon threads of the library's own; all waits share them. */
  static Timeline system() {
    return Real.SYSTEM;
  }

  /** See {@link #system()}. */
  final class Real implements Timeline {
    private static final Timeline SYSTEM = new Real();

    private Real() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
      Future<?> due =
          WaitThreads.timer()
              .schedule(() -> executor().execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> due.cancel(false);
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
