package io.portprobe.internal.io;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The threads of the event loops of a client. Netty reports a loop as terminated while its thread
 * still runs, so a client that closes also waits for the threads. Thread-safe.
 */
public final class EventLoopThreads {
  /** The thread of a terminated loop ends in microseconds; one that a plug-in blocks never does. */
  private static final long TERMINATION_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

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
    awaitEnds(System.nanoTime() + TERMINATION_NANOS, thread -> false);
  }

  /**
   * Waits for the threads of loops that terminate, except for blocked ones. Blocks, so it must not
   * run on an event loop.
   *
   * @param deadline when to stop waiting, in terms of {@link System#nanoTime}
   * @param inPlugIn whether a thread is in a call of a plug-in; two calls of this function in a row
   *     that return true show that it is blocked
   */
  void awaitEnds(long deadline, Predicate<Thread> inPlugIn) {
    List<Thread> alive = new ArrayList<>(threads);
    Set<Thread> suspects = Set.of();
    long nextSample = System.nanoTime() + SAMPLE_NANOS;
    try {
      while (!alive.isEmpty() && deadline - System.nanoTime() > 0) {
        long wait = Math.min(nextSample, deadline) - System.nanoTime();
        TimeUnit.NANOSECONDS.timedJoin(alive.get(0), wait);
        alive.removeIf(thread -> !thread.isAlive());
        if (System.nanoTime() - nextSample >= 0) {
          Set<Thread> seen = alive.stream().filter(inPlugIn).collect(Collectors.toSet());
          Set<Thread> before = suspects;
          alive.removeIf(thread -> seen.contains(thread) && before.contains(thread));
          suspects = seen;
          nextSample = System.nanoTime() + SAMPLE_NANOS;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
