package io.portprobe.examples.distributed;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source of Flink (FLIP-27) that scans. Its splits are slices of the scan, as many for each
 * vantage point. Each result occurs once in the stream, also after a failure: a checkpoint of Flink
 * contains the {@link io.portprobe.scan.ScanCheckpoint} of each slice. After a failure, slices are
 * given to readers again, since a reader may run at another vantage point then. Immutable.
 */
public final class ScanSource
    implements Source<ProbeRecord, ScanSlice, List<ScanSlice>>,
        SupportsSplitReassignmentOnRecovery {
  private final ScanSpec spec;
  private final ArrayList<VantagePoint> vantagePoints;
  private final int slices;

  /**
   * Creates a source.
   *
   * @param vantagePoints where to probe from; the whole scan runs from each of them
   * @param slices into how many slices the scan is divided, more than there are readers so that all
   *     end at about the same time
   */
  public ScanSource(ScanSpec spec, List<VantagePoint> vantagePoints, int slices) {
    if (vantagePoints.isEmpty()
        || vantagePoints.stream().map(VantagePoint::name).distinct().count()
            < vantagePoints.size()) {
      throw new IllegalArgumentException(
          "vantage points: " + vantagePoints + " (expected: at least one, with different names)");
    }
    if (slices < 1) {
      throw new IllegalArgumentException("slices: " + slices + " (expected: at least 1)");
    }
    this.spec = spec;
    this.vantagePoints = new ArrayList<>(vantagePoints);
    this.slices = slices;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<ScanSlice, List<ScanSlice>> createEnumerator(
      SplitEnumeratorContext<ScanSlice> context) {
    List<ScanSlice> all = new ArrayList<>();
    for (int index = 0; index < slices; index++) {
      for (VantagePoint from : vantagePoints) {
        all.add(ScanSlice.unstarted(from, index, slices));
      }
    }
    return new SliceEnumerator(context, spec, all);
  }

  @Override
  public SplitEnumerator<ScanSlice, List<ScanSlice>> restoreEnumerator(
      SplitEnumeratorContext<ScanSlice> context, List<ScanSlice> unassigned) {
    return new SliceEnumerator(context, spec, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<ScanSlice> getSplitSerializer() {
    return new ScanSliceSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<ScanSlice>> getEnumeratorCheckpointSerializer() {
    return new ScanSliceSerializer.OfList();
  }

  @Override
  public SourceReader<ProbeRecord, ScanSlice> createReader(SourceReaderContext context) {
    return new SliceReader(context, spec);
  }
}
