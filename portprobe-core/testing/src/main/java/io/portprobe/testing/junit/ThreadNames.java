package io.portprobe.testing.junit;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of this JVM by name. */
final class ThreadNames {
  private ThreadNames() {}

  /** Returns a new set of the live threads whose names start with a prefix. */
  static Set<Thread> alive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && thread.getName().startsWith(prefix))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Returns the sorted names of threads. */
  static String names(Set<Thread> threads) {
    return threads.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
  }
}
