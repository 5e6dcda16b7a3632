package io.portprobe.protocols.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** What the clients of one peer asked for, all together. Safe for use by several threads. */
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
