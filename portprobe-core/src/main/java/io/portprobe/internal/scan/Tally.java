package io.portprobe.internal.scan;

import io.portprobe.PortState;
import java.util.Optional;

/** Counts results by their state. Written by one thread at a time. */
final class Tally {
  private final long[] states = new long[PortState.values().length];
  private long failed;

  synchronized void count(Row row) {
    Optional<PortState> state = row.state();
    if (state.isPresent()) {
      states[state.get().ordinal()]++;
    } else {
      failed++;
    }
  }

  synchronized long of(PortState state) {
    return states[state.ordinal()];
  }

  synchronized long failed() {
    return failed;
  }
}
