package io.portprobe.junit;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The threads of this JVM. */
final class Threads {
  private Threads() {}

  /** The names of those that live and whose names begin so, sorted. */
  static Set<String> alive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
