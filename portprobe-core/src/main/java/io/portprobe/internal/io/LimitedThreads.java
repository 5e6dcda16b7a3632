package io.portprobe.internal.io;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limited number of daemon threads of one owner, for calls that block. A call that never returns
 * takes a thread from its owner only. Idle threads end. Thread-safe.
 */
public final class LimitedThreads implements Executor {
  private static final long IDLE_SECONDS = 5;
  private static final int RESOLVING = 64;

  private final ThreadPoolExecutor pool;

  private LimitedThreads(String prefix, int limit) {
    AtomicInteger count = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            limit,
            limit,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, prefix + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /** Returns at most 64 threads for name resolution, which blocks and cannot be interrupted. */
  public static LimitedThreads resolving() {
    return new LimitedThreads("portprobe-resolve-", RESOLVING);
  }

  /** Returns the most threads that run at the same time. */
  public int limit() {
    return pool.getMaximumPoolSize();
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }
}
