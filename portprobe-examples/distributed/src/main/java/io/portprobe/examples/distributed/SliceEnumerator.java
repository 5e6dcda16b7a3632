package io.portprobe.examples.distributed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives slices to readers, one at a time, to those whose task manager is at the vantage point, and
 * shares out the limit of probes a second among the readers that still scan. A running slice keeps
 * its share, so the shares never add up to more than the limit. After a failure, readers report the
 * slices of the checkpoint when they register, since they may run on other task managers then.
 * Confined to the coordinator thread of the source.
 */
final class SliceEnumerator implements SplitEnumerator<ScanSlice, List<ScanSlice>> {
  private final SplitEnumeratorContext<ScanSlice> context;
  private final ScanSpec spec;
  private final List<ScanSlice> unassigned;
  private final Map<Integer, String> labels = new HashMap<>();

  /** The readers that have requested a slice and were not given one, in the order of requests. */
  private final Set<Integer> waiting = new LinkedHashSet<>();

  /** The readers that get no more slices. */
  private final Set<Integer> idle = new HashSet<>();

  SliceEnumerator(
      SplitEnumeratorContext<ScanSlice> context, ScanSpec spec, List<ScanSlice> unassigned) {
    this.context = context;
    this.spec = spec;
    this.unassigned = new ArrayList<>(unassigned);
  }

  @Override
  public void start() {}

  /** Takes the slices that the reader had at the last checkpoint. */
  @Override
  public void addReader(int subtask) {
    ReaderInfo reader = context.registeredReaders().get(subtask);
    if (reader != null) {
      unassigned.addAll(0, reader.<ScanSlice>getReportedSplitsOnRegistration());
    }
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    throw new UnsupportedOperationException("split request (expected: a SliceRequest)");
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (!(event instanceof SliceRequest request)) {
      throw new IllegalArgumentException("event: " + event + " (expected: a SliceRequest)");
    }
    labels.put(subtask, request.label());
    waiting.add(subtask);
    giveSlices();
  }

  /** Gives slices to the waiting readers. None ends before all have reported their slices. */
  private void giveSlices() {
    boolean allReported = labels.size() == context.currentParallelism();
    for (Iterator<Integer> readers = waiting.iterator(); readers.hasNext(); ) {
      int reader = readers.next();
      ScanSlice next = take(labels.getOrDefault(reader, ""));
      if (next != null) {
        readers.remove();
        give(next, reader);
      } else if (allReported) {
        readers.remove();
        requireReaders();
        idle.add(reader);
        context.signalNoMoreSplits(reader);
      }
    }
    requireNoneLeft();
  }

  private void give(ScanSlice slice, int reader) {
    int scanning = context.currentParallelism() - idle.size();
    context.sendEventToSourceReader(reader, new RateShare(spec.share(scanning)));
    context.assignSplit(slice, reader);
  }

  /** Fails the job, which starts again from its checkpoint, rather than lose slices. */
  private void requireNoneLeft() {
    if (idle.size() == context.currentParallelism() && !unassigned.isEmpty()) {
      throw new IllegalStateException(
          "slices left when all readers had ended: "
              + unassigned
              + " (expected: none; a reader was moved to another vantage point)");
    }
  }

  private @Nullable ScanSlice take(String label) {
    for (Iterator<ScanSlice> all = unassigned.iterator(); all.hasNext(); ) {
      ScanSlice slice = all.next();
      if (slice.vantagePoint().accepts(label)) {
        all.remove();
        return slice;
      }
    }
    return null;
  }

  /** Fails the job if all readers are known and none is at the vantage point of a slice. */
  private void requireReaders() {
    if (labels.size() < context.currentParallelism()) {
      return;
    }
    for (ScanSlice slice : unassigned) {
      if (labels.values().stream().noneMatch(slice.vantagePoint()::accepts)) {
        throw new IllegalStateException(
            "vantage point: "
                + slice.vantagePoint().name()
                + " (expected: a task manager with "
                + VantagePoint.LABEL
                + ": "
                + slice.vantagePoint().name()
                + ")");
      }
    }
  }

  @Override
  public void addSplitsBack(List<ScanSlice> slices, int subtask) {
    labels.remove(subtask);
    waiting.remove(subtask);
    idle.remove(subtask);
    unassigned.addAll(0, slices);
  }

  @Override
  public List<ScanSlice> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() throws IOException {}
}
