package io.portprobe.examples.distributed;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * A split of the source: one slice of the scan from one vantage point, and its progress. Immutable.
 *
 * @param vantagePoint where to probe from
 * @param index which of the slices, from 0
 * @param count the number of slices of the scan
 * @param checkpoint the text of the {@link io.portprobe.scan.ScanCheckpoint} to resume from; null
 *     to start from the beginning
 * @param pending results that the checkpoint counts as probed and that were not passed on yet
 */
public record ScanSlice(
    VantagePoint vantagePoint,
    int index,
    int count,
    @Nullable String checkpoint,
    List<ProbeRecord> pending)
    implements SourceSplit {
  /** Copies the list. */
  public ScanSlice {
    pending = List.copyOf(pending);
  }

  /** Returns a slice that was not started. */
  static ScanSlice unstarted(VantagePoint vantagePoint, int index, int count) {
    return new ScanSlice(vantagePoint, index, count, null, List.of());
  }

  /** Returns a copy with other progress. */
  ScanSlice at(String newCheckpoint, List<ProbeRecord> newPending) {
    return new ScanSlice(vantagePoint, index, count, newCheckpoint, newPending);
  }

  @Override
  public String splitId() {
    return vantagePoint.name() + "/" + index;
  }

  @Override
  public String toString() {
    return "slice " + index + " of " + count + " from " + vantagePoint.name();
  }
}
