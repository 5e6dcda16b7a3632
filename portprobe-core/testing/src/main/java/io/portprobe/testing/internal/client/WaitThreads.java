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
 * Daemon threads of all waits of the process: one keeps time, and as many as there is to do at once
 * do it, since the code of a caller may block and shall hold no deadline up. They are made when
 * they are needed, and end when idle. The JDK's common pool would not do: it is anybody's to fill.
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
  private static final ScheduledExecutorService TIMER = makeTimer();

  private WaitThreads() {}

  private static ScheduledExecutorService makeTimer() {
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

  public static Executor pool() {
    return POOL;
  }

  /** Runs nothing itself but what hands over to the {@link #pool}. */
  public static ScheduledExecutorService timer() {
    return TIMER;
  }
}
