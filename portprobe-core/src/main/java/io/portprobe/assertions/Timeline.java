package io.portprobe.assertions;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Where a wait gets its time from, and on whose threads it goes on. */
interface Timeline {
  /** As {@link System#nanoTime()}. */
  long nanoTime();

  /** Runs a task later, on {@link #executor()}; what it returns calls that off. */
  Runnable after(Duration delay, Runnable task);

  /** Runs what may block: a caller's code, reading the socket table. */
  Executor executor();

  /** From 0 to less than 1. */
  double random();

  /** The JDK's timer and its asynchronous pool; both are daemons and shared. */
  static Timeline system() {
    return Real.SYSTEM;
  }

  /** See {@link #system()}. */
  final class Real implements Timeline {
    private static final Timeline SYSTEM = new Real();

    private final Executor executor = new CompletableFuture<Void>().defaultExecutor();

    private Real() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
      CompletableFuture<Boolean> due =
          new CompletableFuture<Boolean>()
              .completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS);
      var unused =
          due.thenAcceptAsync(
              isDue -> {
                if (isDue) {
                  task.run();
                }
              },
              executor);
      return () -> due.complete(false); // completed normally, the JDK frees its timer
    }

    @Override
    public Executor executor() {
      return executor;
    }

    @Override
    public double random() {
      return ThreadLocalRandom.current().nextDouble();
    }
  }
}
