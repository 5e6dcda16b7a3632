package io.portprobe.protocols.testing.msrpc;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts of the calls of all clients of one server. Thread-safe. */
final class MapperCounters {
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger handlesFreed = new AtomicInteger();

  void lookup() {
    lookups.incrementAndGet();
  }

  void handleFreed() {
    handlesFreed.incrementAndGet();
  }

  int lookups() {
    return lookups.get();
  }

  int handlesFreed() {
    return handlesFreed.get();
  }
}
