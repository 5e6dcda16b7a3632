package io.portprobe.internal.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Threads that have not ended. Thread-safe. */
final class ThreadSet {
  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Adds a thread that is about to start, and forgets those that have ended. */
  void add(Thread thread) {
    for (Iterator<Thread> each = threads.iterator(); each.hasNext(); ) {
      if (each.next().getState() == Thread.State.TERMINATED) {
        each.remove();
      }
    }
    threads.add(thread);
  }

  /** Returns whether the calling thread is one of them. */
  boolean isCurrent() {
    return threads.contains(Thread.currentThread());
  }

  /**
   * Waits until they have ended. Blocks.
   *
   * @param deadline when to stop waiting, in terms of {@link System#nanoTime}
   */
  void awaitEnd(long deadline) throws InterruptedException {
    awaitEnd(deadline, thread -> false);
  }

  /**
   * Waits until they have ended, except for blocked ones. Blocks.
   *
   * @param mayBlock whether a thread is in a call that may block; two calls of this function in a
   *     row that return true show that it is blocked
   */
  void awaitEnd(long deadline, Predicate<Thread> mayBlock) throws InterruptedException {
    List<Thread> alive = alive(threads); // one may have had no memory to start
    Set<Thread> suspects = Set.of();
    long nextSample = System.nanoTime() + SAMPLE_NANOS;
    while (!alive.isEmpty() && deadline - System.nanoTime() > 0) {
      long wait = Math.min(nextSample, deadline) - System.nanoTime();
      TimeUnit.NANOSECONDS.timedJoin(alive.get(0), wait);
      alive = alive(alive);
      if (System.nanoTime() - nextSample >= 0) {
        Set<Thread> seen = alive.stream().filter(mayBlock).collect(Collectors.toSet());
        Set<Thread> before = suspects;
        alive.removeIf(thread -> seen.contains(thread) && before.contains(thread));
        suspects = seen;
        nextSample = System.nanoTime() + SAMPLE_NANOS;
      }
    }
  }

  private static List<Thread> alive(Collection<Thread> threads) {
    List<Thread> alive = new ArrayList<>();
    for (Thread thread : threads) {
      if (thread.isAlive()) {
        alive.add(thread);
      }
    }
    return alive;
  }
}
