package io.portprobe.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

class SliceEnumeratorTest {
  private static final ScanSlice EAST = ScanSlice.unstarted(VantagePoint.labelled("east"), 0, 1);
  private static final ScanSlice WEST = ScanSlice.unstarted(VantagePoint.labelled("west"), 0, 1);
  private static final ScanSlice ANYWHERE = ScanSlice.unstarted(VantagePoint.anywhere("any"), 0, 1);

  private final Assignments assignments = new Assignments();

  private SliceEnumerator enumerator(ScanSlice... slices) {
    return new SliceEnumerator(assignments, List.of(slices));
  }

  @Test
  void slice_isGivenToAReaderAtItsVantagePoint() {
    SliceEnumerator enumerator = enumerator(EAST, WEST, ANYWHERE);

    enumerator.handleSourceEvent(0, new SliceRequest("west"));
    enumerator.handleSourceEvent(0, new SliceRequest("west"));
    enumerator.handleSourceEvent(0, new SliceRequest("west"));

    assertThat(assignments.log).containsExactly("0: west/0", "0: any/0", "0: none");
    assertThat(enumerator.snapshotState(1)).containsExactly(EAST);
  }

  @Test
  void sliceOfAFailedReader_isGivenToTheNext() {
    SliceEnumerator enumerator = enumerator(ANYWHERE);

    enumerator.handleSourceEvent(0, new SliceRequest(""));
    enumerator.addSplitsBack(List.of(ANYWHERE), 0);
    enumerator.handleSourceEvent(1, new SliceRequest(""));

    assertThat(assignments.log).containsExactly("0: any/0", "1: any/0");
  }

  @Test
  void vantagePointWithoutATaskManager_failsTheJob_whenAllReadersAreKnown() {
    SliceEnumerator enumerator = enumerator(EAST);

    enumerator.handleSourceEvent(0, new SliceRequest("west"));

    assertThatThrownBy(() -> enumerator.handleSourceEvent(1, new SliceRequest("")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "vantage point: east (expected: a task manager with portprobe.vantage-point: east)");
  }

  @Test
  void anotherEvent_isRejected() {
    SliceEnumerator enumerator = enumerator(EAST);
    assertThatThrownBy(() -> enumerator.handleSourceEvent(0, new SourceEvent() {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> enumerator.handleSplitRequest(0, "host"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** A context with two readers that logs what they are given. */
  private static final class Assignments implements SplitEnumeratorContext<ScanSlice> {
    private final List<String> log = new ArrayList<>();

    @Override
    public int currentParallelism() {
      return 2;
    }

    @Override
    public void assignSplits(SplitsAssignment<ScanSlice> more) {
      more.assignment()
          .forEach((reader, slices) -> log.add(reader + ": " + slices.get(0).splitId()));
    }

    @Override
    public void signalNoMoreSplits(int reader) {
      log.add(reader + ": none");
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(
        Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void runInCoordinatorThread(Runnable task) {
      throw new UnsupportedOperationException();
    }
  }
}
