package io.portprobe.internal.scan;

import io.portprobe.PortState;
import java.util.EnumMap;
import java.util.Map;

/** How many results there were of each state. One thread counts; read it when that has ended. */
final class Tally {
  private static final class Count {
    private long value;
  }

  private final Map<PortState, Count> states = new EnumMap<>(PortState.class);
  private final Count failed = new Count();

  Tally() {
    for (PortState state : PortState.values()) {
      states.put(state, new Count());
    }
  }

  void count(Row row) {
    PortState state = row.stateOrNull();
    (state == null ? failed : states.getOrDefault(state, failed)).value++;
  }

  long of(PortState state) {
    return states.getOrDefault(state, failed).value;
  }

  long failed() {
    return failed.value;
  }
}
