package io.portprobe.internal.scan.source;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out the units of one transport. Used by several shards. */
public interface WorkSource {
  /**
   * The next unit.
   *
   * @param whenMore runs, on any thread, when there is one, if there is none now; may be null if
   *     none is wanted
   * @return null if there is none now
   */
  @Nullable Task next(Runnable whenMore);

  /** Whether there will never be another. */
  boolean isExhausted();

  /**
   * Where it stands.
   *
   * @param begun what is left of the units that were given out
   */
  CheckpointState.Part position(List<CheckpointState.Open> begun);

  /**
   * A unit to work on.
   *
   * @param unit its number
   * @param host a name or an address
   * @param index where the host stands in its table; negative if it has none
   * @param left what is left of it; null for everything
   */
  record Task(
      long unit, @Nullable String host, long index, @Nullable List<CheckpointState.Open> left) {
    /** What is left of one address; null if that is nothing, or everything. */
    public CheckpointState.@Nullable Open left(int address) {
      return left == null
          ? null
          : left.stream().filter(one -> one.address() == address).findFirst().orElse(null);
    }

    /** Whether all of it is left. */
    public boolean isWhole() {
      return left == null
          || left.stream().anyMatch(one -> one.address() == CheckpointState.UNRESOLVED);
    }
  }

  /** What of a standing is given out first: the units that were open, each with what is left. */
  static List<List<CheckpointState.Open>> open(List<CheckpointState.Open> all) {
    List<List<CheckpointState.Open>> units = new ArrayList<>();
    for (CheckpointState.Open one : all.stream().sorted(CheckpointState.Open.ORDER).toList()) {
      List<CheckpointState.Open> last = units.isEmpty() ? List.of() : units.get(units.size() - 1);
      if (last.isEmpty() || last.get(0).unit() != one.unit()) {
        last = new ArrayList<>();
        units.add(last);
      }
      last.add(one);
    }
    return units;
  }
}
