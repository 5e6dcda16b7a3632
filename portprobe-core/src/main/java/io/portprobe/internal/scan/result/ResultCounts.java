package io.portprobe.internal.scan.result;

import io.portprobe.PortState;
import java.util.EnumMap;
import java.util.Map;

/** How many results there were of each state. One thread counts; read it when that has ended. */
public final class ResultCounts {
  private static final class Count {
    private long value;
  }

  private final Map<PortState, Count> states = new EnumMap<>(PortState.class);
  private final Count failed = new Count();

  ResultCounts() {
    for (PortState state : PortState.values()) {
      states.put(state, new Count());
    }
  }

  void count(CompactScanResult row) {
    PortState state = row.stateOrNull();
    (state == null ? failed : states.getOrDefault(state, failed)).value++;
  }

  public long of(PortState state) {
    return states.getOrDefault(state, failed).value;
  }

  public long failed() {
    return failed.value;
  }
}
