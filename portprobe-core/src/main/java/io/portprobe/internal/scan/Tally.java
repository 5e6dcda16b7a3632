package io.portprobe.internal.scan;

import io.portprobe.PortState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts results by their state. Written by one thread at a time. */
final class Tally {
  private final Map<PortState, Long> states = new EnumMap<>(PortState.class);
  private long failed;

  synchronized void count(Row row) {
    Optional<PortState> state = row.state();
    if (state.isPresent()) {
      states.merge(state.get(), 1L, Long::sum);
    } else {
      failed++;
    }
  }

  synchronized long of(PortState state) {
    return states.getOrDefault(state, 0L);
  }

  synchronized long failed() {
    return failed;
  }
}
