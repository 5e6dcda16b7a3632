package io.portprobe.internal.scan.result;

import io.portprobe.PortState;
import java.util.EnumMap;
import java.util.Map;

/**
 * The number of results of each state. Updated by one thread at a time; the values are final when
 * the delivery has ended.
 */
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

  void count(CompactScanResult result) {
    PortState state = result.stateOrNull();
    (state == null ? failed : states.getOrDefault(state, failed)).value++;
  }

  /** Returns the number of results with a state. */
  public long of(PortState state) {
    return states.getOrDefault(state, failed).value;
  }

  /** Returns the number of results without a state. */
  public long failed() {
    return failed.value;
  }
}
