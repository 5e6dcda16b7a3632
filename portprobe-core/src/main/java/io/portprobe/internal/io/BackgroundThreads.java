package io.portprobe.internal.io;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads for what must not run on an event loop. Shared by all clients of the process; they
 * end when idle.
 */
public final class BackgroundThreads {
  private static final long IDLE_SECONDS = 10;

  /** Look-ups: they wait for the network and cannot be stopped, so there may be many. */
  private static final Executor RESOLVING = pool("portprobe-resolve-", 64);

  /** TLS handshake tasks: they compute. */
  private static final Executor COMPUTING =
      pool("portprobe-tls-", Math.max(2, Runtime.getRuntime().availableProcessors()));

  private BackgroundThreads() {}

  public static Executor resolving() {
    return RESOLVING;
  }

  public static Executor computing() {
    return COMPUTING;
  }

  private static Executor pool(String prefix, int threads) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, prefix + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
