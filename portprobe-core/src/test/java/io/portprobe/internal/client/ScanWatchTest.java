package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.LoopDeath;
import io.portprobe.blocking.BlockedThread;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.LoopThread;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.scan.setup.ScanServices.WatchedScan;
import io.portprobe.scan.ScanFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanWatchTest {
  private final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);
  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private boolean ended;

  private final WatchedScan scan =
      new WatchedScan() {
        @Override
        public boolean hasEnded() {
          return ended;
        }

        @Override
        public void onTick() {}

        @Override
        public void fail(Throwable problem) {
          failures.add(problem);
        }
      };

  @AfterEach
  void close() {
    loops.close().join();
  }

  private ScanWatch watch(EventLoop loop) {
    return new ScanWatch(scan, List.of(loop), loops::replace, Runnable::run, nanos::get);
  }

  @Test
  void loopThatRuns_isLeftAlone() {
    assertThat(watch(loops.next()).look()).isPositive();
    assertThat(failures).isEmpty();
  }

  @Test
  void loopThatDied_failsTheScanWithItsError() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError("broken");
    EventLoop loop = loops.next();
    ScanWatch watch = watch(loop);
    LoopDeath.cause(loop, error);
    assertThat(loop.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    assertThat(watch.look()).isPositive();

    assertThat(failures)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ScanFailedException.class)
                    .hasMessage("the scan failed: the event loop died: " + error)
                    .hasCause(error));
    assertThat(loops.next()).isNotSameAs(loop);
  }

  @Test
  void loopInACallThatDoesNotReturn_isBlocked_afterFiveSecondsWithoutAStep() {
    EventLoop loop = loops.next();
    try (BusyLoop busy = new BusyLoop(loop)) {
      ScanWatch watch = watch(loop);
      watch.look();
      busy.step();
      watch.look();
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
      watch.look();
      assertThat(failures).isEmpty();

      nanos.addAndGet(1);
      lookUntilFailed(watch);
      assertThat(failures)
          .singleElement()
          .satisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(ScanFailedException.class)
                      .hasMessageStartingWith("the scan failed: the event loop is blocked"));
      assertThat(loops.next()).isNotSameAs(loop);
    }
  }

  @Test
  void loopWithMuchToDo_isLeftAlone_asLongAsItMakesSteps() {
    EventLoop loop = loops.next();
    try (BusyLoop busy = new BusyLoop(loop)) {
      ScanWatch watch = watch(loop);
      watch.look();
      for (int i = 0; i < 3; i++) {
        busy.step();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        watch.look();
      }
      assertThat(failures).isEmpty();

      nanos.addAndGet(TimeUnit.SECONDS.toNanos(6)); // without a step
      lookUntilFailed(watch);
      assertThat(failures).singleElement().isInstanceOf(ScanFailedException.class);
    }
  }

  /** The watch may find the blocked thread between two of its waits, as if it had no processor. */
  private void lookUntilFailed(ScanWatch watch) {
    BlockedThread.until(
        () -> {
          watch.look();
          return !failures.isEmpty();
        });
  }

  /** A task that keeps an event loop from its other tasks, and makes steps on request. */
  private static final class BusyLoop implements AutoCloseable {
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean closed;

    BusyLoop(EventLoop loop) {
      loop.execute(this::run);
      step(); // it runs
    }

    private void run() {
      while (!closed) {
        BlockedThread.until(() -> closed || wanted.get() > made.get());
        LoopThread.countStep();
        made.incrementAndGet();
      }
    }

    void step() {
      int count = wanted.incrementAndGet();
      BlockedThread.until(() -> made.get() >= count);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void scanThatEnded_isNotWatchedAnyMore() {
    ended = true;
    assertThat(watch(loops.next()).look()).isEqualTo(Watchdog.FINISHED);
  }
}
