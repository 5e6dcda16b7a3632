package io.portprobe.testing.junit;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of this JVM. */
final class ThreadNames {
  private ThreadNames() {}

  /** Those that live and whose names begin so, in a new set. */
  static Set<Thread> alive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && thread.getName().startsWith(prefix))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Their names, sorted. */
  static String names(Set<Thread> threads) {
    return threads.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
  }
}
