package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.LoopDeath;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.scan.setup.ScanServices.WatchedScan;
import io.portprobe.scan.ScanFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanWatchTest {
  private final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);
  private final List<Throwable> failures = new ArrayList<>();
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
    return new ScanWatch(scan, List.of(loop), loops::replace, Runnable::run);
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
  void scanThatEnded_isNotWatchedAnyMore() {
    ended = true;
    assertThat(watch(loops.next()).look()).isEqualTo(Watchdog.FINISHED);
  }
}
