package io.portprobe.junit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads of this JVM. */
final class Threads {
  private Threads() {}

  /** Those that live and whose names begin so, in a new set. */
  static Set<Thread> alive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && thread.getName().startsWith(prefix))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * Waits for threads, all in all no longer than this, and takes those that ended out of the set.
   */
  static void join(Set<Thread> threads, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      for (Thread thread : threads) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, millis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.removeIf(thread -> !thread.isAlive());
  }

  /** Their names, sorted. */
  static String names(Set<Thread> threads) {
    return threads.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
  }
}
