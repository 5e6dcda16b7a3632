package io.portprobe.testing.internal.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The daemon threads that all waits and recordings of the process share: one timer thread, and an
 * unbounded pool, because callers' code may block and must not delay a deadline. Threads are
 * created on demand and end when idle. Not the common pool, which application code can saturate.
 */
public final class WaitThreads {
  private static final long IDLE_SECONDS = 5;
  private static final Executor POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          daemons("portprobe-wait-"));
  private static final ScheduledExecutorService TIMER = createTimer();

  private WaitThreads() {}

  private static ScheduledExecutorService createTimer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, daemons("portprobe-wait-timer-"));
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Returns the pool for tasks that may block. */
  public static Executor pool() {
    return POOL;
  }

  /** Returns the timer. Its tasks only hand over to the {@link #pool}. */
  public static ScheduledExecutorService timer() {
    return TIMER;
  }
}
