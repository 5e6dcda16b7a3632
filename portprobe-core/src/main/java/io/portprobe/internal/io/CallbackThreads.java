package io.portprobe.internal.io;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads on which results are consumed and sources are read, both of which may block for as
 * long as they like. Shared by all scans of the process; they end when idle.
 */
public final class CallbackThreads {
  private static final long IDLE_SECONDS = 5;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Executor POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "portprobe-scan-" + COUNT.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  private CallbackThreads() {}

  public static Executor pool() {
    return POOL;
  }
}
