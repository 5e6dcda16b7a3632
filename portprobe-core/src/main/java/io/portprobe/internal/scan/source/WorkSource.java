package io.portprobe.internal.scan.source;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the units of one transport. A unit is a host with a part of the ports; see {@link
 * io.portprobe.internal.scan.order.ProbeOrder}. Shared by the loop scanners. Thread-safe.
 */
public interface WorkSource {
  /**
   * Takes the next unit.
   *
   * @param onMore runs on any thread, if there is none now, when there is one
   * @return null if there is none now
   */
  @Nullable Task next(Runnable onMore);

  /** Returns whether all units were taken. */
  boolean isExhausted();

  /** Returns which units were not taken. */
  CheckpointState.TransportState state();

  /**
   * A unit that was taken.
   *
   * @param unit the number of the unit
   * @param host a name or an address; null if the host is in a table
   * @param hostIndex the index in the table of hosts; negative if there is none
   * @param remaining the remaining work according to a checkpoint; null for all of it
   */
  record Task(
      long unit,
      @Nullable String host,
      long hostIndex,
      @Nullable List<CheckpointState.AddressState> remaining) {
    /** Returns the remaining work of one address; null if it has none, or all of it remains. */
    public CheckpointState.@Nullable AddressState remaining(int address) {
      return remaining == null
          ? null
          : remaining.stream().filter(state -> state.address() == address).findFirst().orElse(null);
    }

    /** Returns whether all ports of all addresses of the host remain. */
    public boolean coversAllAddresses() {
      return remaining == null
          || remaining.stream().anyMatch(state -> state.address() == CheckpointState.ALL_ADDRESSES);
    }
  }

  /** Returns the remaining work of a checkpoint, grouped by unit and in order. */
  static List<List<CheckpointState.AddressState>> groupByUnit(
      List<CheckpointState.AddressState> all) {
    List<List<CheckpointState.AddressState>> units = new ArrayList<>();
    for (CheckpointState.AddressState state :
        all.stream().sorted(CheckpointState.AddressState.ORDER).toList()) {
      List<CheckpointState.AddressState> last =
          units.isEmpty() ? List.of() : units.get(units.size() - 1);
      if (last.isEmpty() || last.get(0).unit() != state.unit()) {
        last = new ArrayList<>();
        units.add(last);
      }
      last.add(state);
    }
    return units;
  }
}
