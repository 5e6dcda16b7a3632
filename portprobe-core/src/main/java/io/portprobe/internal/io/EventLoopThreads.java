package io.portprobe.internal.io;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a client's event loops. A loop says that it has terminated while its thread still
 * runs; whoever has closed a client may count on the thread being gone.
 */
public final class EventLoopThreads {
  /** A thread whose loop has terminated needs microseconds; one that a plug-in holds never ends. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Set<Thread> made = ConcurrentHashMap.newKeySet();

  /** Makes daemon threads of a name with a number behind. */
  public ThreadFactory named(String name) {
    return new DefaultThreadFactory(name, true) {
      @Override
      protected Thread newThread(Runnable task, String numbered) {
        Thread thread = super.newThread(task, numbered);
        made.add(thread);
        return thread;
      }
    };
  }

  /** Waits for the threads of terminated loops. Blocks, and so is for a worker. */
  public void awaitEnds() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (Thread thread : made) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
