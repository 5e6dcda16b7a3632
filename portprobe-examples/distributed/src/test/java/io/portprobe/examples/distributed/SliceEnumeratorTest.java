package io.portprobe.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    return enumerator(0, slices);
  }

  private SliceEnumerator enumerator(int rate, ScanSlice... slices) {
    ScanSpec spec = ScanSpec.tcp(List.of("127.0.0.1"), "1-100").withRate(rate);
    return new SliceEnumerator(assignments, spec, List.of(slices));
  }

  @Test
  void slice_isGivenToAReaderAtItsVantagePoint() {
    SliceEnumerator enumerator = enumerator(EAST, WEST, ANYWHERE);

    enumerator.handleSourceEvent(0, new SliceRequest("west"));
    enumerator.handleSourceEvent(0, new SliceRequest("west"));
    enumerator.handleSourceEvent(0, new SliceRequest("west"));

    assertThat(assignments.log).containsExactly("0: west/0", "0: any/0");
    assertThat(enumerator.snapshotState(1)).containsExactly(EAST);
  }

  @Test
  void readerWithoutASlice_ends_whenAllReadersAreKnown() {
    SliceEnumerator enumerator = enumerator(EAST);

    enumerator.handleSourceEvent(0, new SliceRequest("west"));
    assertThat(assignments.log).isEmpty();
    enumerator.handleSourceEvent(1, new SliceRequest("east"));
    enumerator.handleSourceEvent(1, new SliceRequest("east"));

    assertThat(assignments.log).containsExactly("0: none", "1: east/0", "1: none");
  }

  @Test
  void sliceOfTheCheckpoint_isGivenToAReaderAtItsVantagePoint() {
    SliceEnumerator enumerator = enumerator();

    assignments.register(0, WEST); // its task manager was in the west before the failure
    enumerator.addReader(0);
    enumerator.handleSourceEvent(0, new SliceRequest("east"));
    assignments.register(1, EAST);
    enumerator.addReader(1);
    enumerator.handleSourceEvent(1, new SliceRequest("west"));

    assertThat(assignments.log).containsExactly("0: east/0", "1: west/0");
  }

  @Test
  void sliceOfAReaderThatMovedLate_failsTheJob() {
    SliceEnumerator enumerator = enumerator(EAST);
    enumerator.handleSourceEvent(0, new SliceRequest("west"));
    enumerator.handleSourceEvent(1, new SliceRequest("east"));
    enumerator.addSplitsBack(List.of(EAST), 1);

    assertThatThrownBy(() -> enumerator.handleSourceEvent(1, new SliceRequest("west")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("vantage point: east (expected: a task manager with ");
  }

  @Test
  void rateOfAReaderWithoutASlice_isSharedAmongTheOthers() {
    SliceEnumerator enumerator = enumerator(900, EAST, WEST, WEST, WEST);

    enumerator.handleSourceEvent(0, new SliceRequest("east"));
    enumerator.handleSourceEvent(1, new SliceRequest("west"));
    enumerator.handleSourceEvent(0, new SliceRequest("east"));
    enumerator.handleSourceEvent(1, new SliceRequest("west"));

    assertThat(assignments.log).containsExactly("0: east/0", "1: west/0", "0: none", "1: west/0");
    assertThat(assignments.shares).containsExactly("0: 450/s", "1: 450/s", "1: 900/s");
  }

  @Test
  void readerThatStartsAgain_hasItsShareAgain() {
    SliceEnumerator enumerator = enumerator(900, WEST, WEST);

    enumerator.handleSourceEvent(0, new SliceRequest("east"));
    enumerator.handleSourceEvent(1, new SliceRequest("west"));
    enumerator.addSplitsBack(List.of(EAST), 0);
    enumerator.handleSourceEvent(1, new SliceRequest("west"));

    assertThat(assignments.shares).containsExactly("1: 900/s", "1: 450/s");
  }

  @Test
  void sharesOfRunningSlices_neverExceedTheLimit() {
    List<ScanSlice> slices = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      slices.add(ScanSlice.unstarted(VantagePoint.anywhere("any"), i, 40));
    }
    assignments.readers = 7;
    SliceEnumerator enumerator = enumerator(1_000, slices.toArray(ScanSlice[]::new));
    Random random = new Random(14);
    List<Integer> readers = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6));

    while (!readers.isEmpty()) { // a reader requests a slice when it has ended the last one
      int reader = readers.get(random.nextInt(readers.size()));
      enumerator.handleSourceEvent(reader, new SliceRequest(""));
      if (assignments.log.contains(reader + ": none")) {
        readers.remove(Integer.valueOf(reader));
        assignments.running.remove(reader);
      }
      assertThat(assignments.running.values().stream().mapToInt(share -> share).sum())
          .isLessThanOrEqualTo(1_000);
    }
    assertThat(assignments.shares).hasSize(40);
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
  void sliceThatOnlyAnEndedReaderCouldScan_failsTheJob() {
    SliceEnumerator enumerator = enumerator();
    enumerator.handleSourceEvent(0, new SliceRequest("east"));
    enumerator.handleSourceEvent(1, new SliceRequest("west"));
    enumerator.addSplitsBack(List.of(EAST), 1);

    assertThatThrownBy(() -> enumerator.handleSourceEvent(1, new SliceRequest("west")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("slices left when all readers had ended: [slice 0 of 1 from east]");
  }

  @Test
  void anotherEvent_isRejected() {
    SliceEnumerator enumerator = enumerator(EAST);
    assertThatThrownBy(() -> enumerator.handleSourceEvent(0, new SourceEvent() {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> enumerator.handleSplitRequest(0, "host"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** A context that logs what readers are given. */
  private static final class Assignments implements SplitEnumeratorContext<ScanSlice> {
    private final List<String> log = new ArrayList<>();
    private final List<String> shares = new ArrayList<>();
    private final Map<Integer, Integer> running = new HashMap<>();
    private final Map<Integer, ReaderInfo> registered = new HashMap<>();
    private int readers = 2;

    void register(int reader, ScanSlice... reported) {
      registered.put(reader, ReaderInfo.createReaderInfo(reader, "host", List.of(reported)));
    }

    @Override
    public int currentParallelism() {
      return readers;
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
      int share = ((RateShare) event).perSecond();
      shares.add(reader + ": " + share + "/s");
      running.put(reader, share);
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return registered;
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
