package io.portprobe.internal.io;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the event loops of a client. Netty reports a loop as terminated while its thread
 * still runs, so a client that closes also waits for the threads. Thread-safe.
 */
public final class EventLoopThreads {
  /** The thread of a terminated loop ends in microseconds; one that a plug-in blocks never does. */
  private static final long TERMINATION_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Returns a factory of daemon threads with this name and a number. */
  public ThreadFactory named(String name) {
    return new DefaultThreadFactory(name, true) {
      @Override
      protected Thread newThread(Runnable task, String numbered) {
        Thread thread = super.newThread(task, numbered);
        threads.add(thread);
        return thread;
      }
    };
  }

  /** Waits for the threads of terminated loops. Blocks, so it must not run on an event loop. */
  public void awaitEnds() {
    long deadline = System.nanoTime() + TERMINATION_NANOS;
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
