package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is stopped right before it sends a probe waits the whole timeout after it. */
@Tag("slow")
class LateSendTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Duration STALL = Duration.ofMillis(250);
  private static final Duration REPLY = Duration.ofMillis(150);

  private static void stall() {
    long end = System.nanoTime() + STALL.toNanos();
    BlockedThread.until(() -> System.nanoTime() - end >= 0);
  }

  /** A sweep whose peers respond after {@link #REPLY}, and whose loop stops before it sends. */
  private static final class StoppedSweep extends BaseSweep {
    StoppedSweep(IoEventLoop loop, Sink sink) {
      super(loop, 1, sink);
    }

    @Override
    SocketSlot slotFor(SweepProbe probe) {
      return new SocketSlot() {
        @Override
        void dial(SweepProbe next) {
          startTimer(next);
          stall();
          var unused =
              loop.schedule(() -> finish(SweepProbe.OPEN), REPLY.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void finish(int outcome) {
          SweepProbe finished = detach();
          if (finished != null) {
            end(finished, outcome, false);
          }
        }

        @Override
        void expire() {
          finish(SweepProbe.TIMED_OUT);
        }

        @Override
        void abandon() {
          detach();
        }
      };
    }

    @Override
    int socketsInUse() {
      return 0;
    }

    @Override
    void closeSockets() {
      socketsClosed();
    }
  }

  @Test
  void timeout_startsWithTheSend() throws Exception {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      IoEventLoop loop = loops.next();
      CompletableFuture<SweepProbe> ended = new CompletableFuture<>();
      StoppedSweep sweep = new StoppedSweep(loop, ended::complete);
      TestProbe probe = new TestProbe();
      probe.prepare(InetAddress.getLoopbackAddress(), 1, TIMEOUT.toNanos());
      loop.execute(() -> sweep.start(probe));

      assertThat(ended.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(SweepProbe.OPEN);
    } finally {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void timeout_startsWhenTheRingSubmitsTheConnect() throws Exception {
    assumeThat(Backends.here()).contains(IoMode.IO_URING);
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(IoMode.IO_URING, Transport.TCP, 1)) {
      TestProbe probe = rig.probe(hole.address(), SweepRig.AMPLE);
      CompletableFuture<Long> deadline = new CompletableFuture<>();
      CompletableFuture<Long> stopEnd = new CompletableFuture<>();
      rig.onEnd(ended -> assertThat(ended.outcome()).isEqualTo(SweepProbe.CANCELLED));
      var unusedEnd = rig.begin(List.of());
      rig.sweep
          .loop()
          .execute(
              () -> {
                rig.sweep.start(probe);
                stall();
                stopEnd.complete(System.nanoTime()); // the ring submits after this task
                // After the check that the sweep has scheduled.
                var unusedRead =
                    rig.sweep
                        .loop()
                        .schedule(() -> deadline.complete(probe.deadline), 0, TimeUnit.NANOSECONDS);
              });

      assertThat(deadline.get(30, TimeUnit.SECONDS) - stopEnd.get(30, TimeUnit.SECONDS))
          .isGreaterThanOrEqualTo(SweepRig.AMPLE.toNanos());
    }
  }
}
