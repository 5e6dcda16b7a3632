package io.portprobe.internal.scan.checkpoint;

import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.order.ScanTarget;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of one transport without a result, collected from everything that holds some of them.
 * Not thread-safe.
 */
public final class RemainingWork {
  private record Key(long unit, int address) {}

  private final Map<Key, AddressState> states = new HashMap<>();

  /** Creates the work of some addresses. */
  public RemainingWork(List<AddressState> known) {
    add(known);
  }

  /** Adds the work of more addresses, which replaces what is known of the same addresses. */
  public void add(List<AddressState> more) {
    for (AddressState state : more) {
      states.put(new Key(state.unit(), state.address()), state.copy());
    }
  }

  /** Adds one port, unless the address has not reached it yet and it is included anyway. */
  public void mark(ScanTarget target, int position) {
    AddressState state =
        states.computeIfAbsent(
            new Key(target.unit(), target.index()),
            key -> {
              int all = target.positions(); // the other ports are done
              return new AddressState(target.unit(), target.index(), all, new BitSet());
            });
    if (position < state.nextPosition()) {
      state.pending().set(position);
    }
  }

  /** Returns the work of each address. */
  public List<AddressState> states() {
    return List.copyOf(states.values());
  }
}
