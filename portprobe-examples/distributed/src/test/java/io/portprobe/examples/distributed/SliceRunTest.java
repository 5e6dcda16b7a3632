package io.portprobe.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slice on loopback, without Flink. */
@Timeout(60)
class SliceRunTest {
  private static final int HOSTS = 16;
  private static final int PORTS = 300;
  private static final ScanSpec SPEC = ScanSpec.tcp(List.of("127.9.1.0/28"), "1-" + PORTS);

  private final ExecutorService delivery = Executors.newSingleThreadExecutor();
  private final ProbeClient client = ProbeClient.builder().callbackExecutor(delivery).build();
  private final Semaphore changes = new Semaphore(0);

  @AfterEach
  void close() {
    client.close();
    delivery.shutdownNow();
  }

  private SliceRun start(ScanSlice slice) throws IOException {
    SliceRun run = new SliceRun(slice, delivery, changes::release);
    run.start(SPEC.scan(client, slice, 0));
    return run;
  }

  /** Takes rows until there are enough or the run is done. */
  private List<String> take(SliceRun run, int count) throws Exception {
    List<String> rows = new ArrayList<>();
    while (rows.size() < count && !run.isDone()) {
      ProbeRecord row = run.poll();
      if (row != null) {
        rows.add(row.endpoint());
      } else if (!run.isReady()) {
        changes.acquire();
      }
    }
    return rows;
  }

  @Test
  void resumedSlice_repeatsNoRow_andLosesNone() throws Exception {
    List<String> rows = new ArrayList<>();
    ScanSlice slice = ScanSlice.unstarted(VantagePoint.anywhere("here"), 1, 2);
    for (int taken = 100; taken <= 1_000; taken += 300) {
      SliceRun run = start(slice);
      rows.addAll(take(run, taken));
      slice = run.progress();
      run.cancel(); // as after a crash: what it takes from now on is lost
      assertThat(slice.pending().size()).isLessThanOrEqualTo(SliceRun.CAPACITY);
    }
    rows.addAll(take(start(slice), Integer.MAX_VALUE));

    assertThat(rows).hasSize(HOSTS * PORTS / 2).doesNotHaveDuplicates();
  }

  @Test
  void completeSlice_isResumedToItsPendingRows() throws Exception {
    ScanSlice slice = ScanSlice.unstarted(VantagePoint.anywhere("here"), 0, 16);
    SliceRun run = start(slice);
    List<String> rows = new ArrayList<>(take(run, 10));
    while (run.progress().pending().size() < PORTS - 10) {
      changes.tryAcquire();
    }
    ScanSlice rest = run.progress();
    run.cancel();
    rows.addAll(take(start(rest), Integer.MAX_VALUE));

    assertThat(rows).hasSize(PORTS).doesNotHaveDuplicates();
  }

  @Test
  void slowReader_boundsTheQueue() throws Exception {
    SliceRun run = start(ScanSlice.unstarted(VantagePoint.anywhere("here"), 0, 1));
    while (run.progress().pending().size() < SliceRun.CAPACITY) {
      changes.tryAcquire();
    }
    assertThat(run.progress().pending()).hasSize(SliceRun.CAPACITY);

    assertThat(take(run, Integer.MAX_VALUE)).hasSize(HOSTS * PORTS).doesNotHaveDuplicates();
  }

  @Test
  void closedClient_failsTheSlice() throws Exception {
    SliceRun run = start(ScanSlice.unstarted(VantagePoint.anywhere("here"), 0, 1));
    assertThat(take(run, 1)).hasSize(1);
    client.close();
    assertThatThrownBy(() -> take(run, Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("slice 0 of 1 from here");
  }

  @Test
  void checkpointOfAnotherScan_failsTheSlice() throws Exception {
    SliceRun run = start(ScanSlice.unstarted(VantagePoint.anywhere("here"), 0, 2));
    String checkpoint = run.progress().checkpoint();
    run.cancel();
    ScanSlice other = new ScanSlice(VantagePoint.anywhere("here"), 1, 2, checkpoint, List.of());
    assertThatThrownBy(() -> start(other))
        .isInstanceOf(IOException.class)
        .rootCause()
        .hasMessageContaining("another scan");
  }
}
