package io.portprobe.internal.io;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads for work that must not run on an event loop. All clients of the process share
 * them. They end when idle.
 */
public final class BackgroundThreads {
  private static final long IDLE_SECONDS = 10;
  private static final int MAX_RESOLVING = 64;

  private static final Executor RESOLVING =
      pool("portprobe-resolve-", MAX_RESOLVING, new LinkedBlockingQueue<>());

  private static final Executor COMPUTING =
      pool(
          "portprobe-tls-",
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          new LinkedBlockingQueue<>());

  private static final Executor CALLBACKS =
      pool("portprobe-scan-", Integer.MAX_VALUE, new SynchronousQueue<>());

  private BackgroundThreads() {}

  /** Returns 64 threads for name resolution, which blocks and cannot be interrupted. */
  public static Executor resolving() {
    return RESOLVING;
  }

  /** Returns one thread per processor for computations, such as TLS handshakes. */
  public static Executor computing() {
    return COMPUTING;
  }

  /**
   * Returns threads, without limit, on which scans call consumers of results and read sources of
   * hosts. Both may block without limit.
   */
  public static Executor callbacks() {
    return CALLBACKS;
  }

  /** A queue without capacity makes a thread for each task; it must have no limit of threads. */
  private static Executor pool(String prefix, int threads, BlockingQueue<Runnable> queue) {
    AtomicInteger count = new AtomicInteger();
    int core = queue instanceof SynchronousQueue ? 0 : threads;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            core,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            task -> {
              Thread thread = new Thread(task, prefix + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
