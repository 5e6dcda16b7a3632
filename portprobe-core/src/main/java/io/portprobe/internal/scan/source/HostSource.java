package io.portprobe.internal.scan.source;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Hosts of an unknown number, as the caller gave them. */
public interface HostSource {
  /**
   * Begins to read.
   *
   * @throws IllegalStateException if it can be read once, and was
   */
  Iterator<String> open();

  /** Is done reading. */
  default void close() {}

  static HostSource of(Iterable<String> hosts) {
    return hosts::iterator;
  }

  static HostSource of(Iterator<String> hosts) {
    AtomicBoolean used = new AtomicBoolean();
    return () -> {
      once(used, "iterator");
      return hosts;
    };
  }

  static HostSource of(Stream<String> hosts) {
    AtomicBoolean used = new AtomicBoolean();
    return new HostSource() {
      @Override
      public Iterator<String> open() {
        once(used, "stream");
        return hosts.iterator();
      }

      @Override
      public void close() {
        hosts.close();
      }
    };
  }

  private static void once(AtomicBoolean used, String what) {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the hosts of this scan come from a " + what + ", which was read by another run");
    }
  }
}
