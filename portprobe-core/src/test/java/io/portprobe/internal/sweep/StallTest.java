package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop that is blocked until after the deadlines of its probes reads what arrived meanwhile. */
@Tag("slow")
@ParameterizedClass(name = "on {0}")
@MethodSource("modes")
@Execution(ExecutionMode.CONCURRENT)
class StallTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration STALL = Duration.ofMillis(500);

  @Parameter IoMode mode;

  static List<IoMode> modes() {
    return Backends.here();
  }

  private static void stall(SweepRig rig, TestProbe first, TestProbe... probes) throws Exception {
    rig.run(List.of(first)); // loads classes
    CompletableFuture<List<TestProbe>> ended = rig.begin(List.of(probes));
    long end = System.nanoTime() + STALL.toNanos();
    rig.sweep.loop().execute(() -> BlockedThread.until(() -> System.nanoTime() >= end));
    ended.get(60, TimeUnit.SECONDS);
  }

  @Test
  void tcpResponses_areRead_afterAStall() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 3)) {
      TestProbe accepted = rig.probe(open.address(), SHORT);
      TestProbe refused = rig.probe(closed.address(), SHORT);
      TestProbe silent = rig.probe(hole.address(), SHORT);
      stall(rig, rig.probe(open.address(), AMPLE), accepted, refused, silent);

      assertThat(accepted.outcome()).isEqualTo(SweepProbe.OPEN);
      assertThat(refused.outcome()).isEqualTo(111);
      assertThat(silent.outcome()).isEqualTo(SweepProbe.TIMED_OUT);
    }
  }

  @Test
  void udpResponses_areRead_afterAStall() throws Exception {
    try (UdpPeer replying = UdpPeer.responding(request -> List.of(new byte[1]));
        UdpPeer closed = UdpPeer.refusing();
        SweepRig rig = new SweepRig(mode, Transport.UDP, 3)) {
      TestProbe replied = rig.probe(replying.address(), SHORT);
      TestProbe refused = rig.probe(closed.address(), SHORT);
      stall(rig, rig.probe(replying.address(), AMPLE), replied, refused);

      assertThat(replied.outcome()).isEqualTo(SweepProbe.OPEN);
      assertThat(refused.outcome()).isEqualTo(111);
    }
  }

  /**
   * The loop is blocked after it has looked at its sockets, until shortly after the deadline, so
   * that the deadline is not noticed late.
   */
  @Test
  void udpReply_thatArrivesInAnIterationOfTheLoop_isRead() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    try (UdpPeer first = UdpPeer.responding(request -> List.of(new byte[1]));
        UdpPeer second = UdpPeer.responding(request -> replyDuring(blocked));
        SweepRig rig = new SweepRig(mode, Transport.UDP, 2)) {
      rig.run(List.of(rig.probe(first.address(), AMPLE))); // loads classes
      TestProbe quick = rig.probe(first.address(), AMPLE);
      TestProbe late = rig.probe(second.address(), SHORT);
      rig.onEnd(
          ended -> {
            if (ended == quick) {
              blocked.countDown();
              long end = late.deadline + Duration.ofMillis(60).toNanos();
              BlockedThread.until(() -> System.nanoTime() - end >= 0);
            }
          });
      rig.run(List.of(late, quick));

      assertThat(late.outcome()).isEqualTo(SweepProbe.OPEN);
    }
  }

  private static List<byte[]> replyDuring(CountDownLatch blocked) {
    try {
      blocked.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return List.of(new byte[1]);
  }
}
