package io.portprobe.internal.scan.source;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A stream of hosts of unknown length, supplied by the caller. */
public interface HostSource {
  /**
   * Opens the stream.
   *
   * @throws IllegalStateException if it can be read only once, and another scan has opened it
   */
  Iterator<String> open();

  /** Releases the resources of the stream. */
  default void close() {}

  /** Returns the hosts of a collection, which may be read more than once. */
  static HostSource of(Iterable<String> hosts) {
    return hosts::iterator;
  }

  /** Returns the hosts of an iterator, which may be read once. */
  static HostSource of(Iterator<String> hosts) {
    AtomicBoolean used = new AtomicBoolean();
    return () -> {
      once(used, "an iterator");
      return hosts;
    };
  }

  /** Returns the hosts of a stream, which may be read once and is closed. */
  static HostSource of(Stream<String> hosts) {
    AtomicBoolean used = new AtomicBoolean();
    return new HostSource() {
      @Override
      public Iterator<String> open() {
        once(used, "a stream");
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
          "hosts: " + what + " that another run has read (expected: one that was not read)");
    }
  }
}
