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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Isolated // it counts the sockets and threads of the JVM
class SweepLeakTest {
  private static final Duration SHORT = Duration.ofMillis(120);

  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest(name = "on {0}")
  @MethodSource("modes")
  void close_cancelsAllProbes_closesAllSockets_andEndsTheThread(IoMode mode) throws Exception {
    for (Transport transport : Transport.values()) {
      try (TcpPeer hole = TcpPeer.blackHole();
          UdpPeer mute = UdpPeer.silent();
          SweepRig warm = new SweepRig(mode, transport, 1)) {
        warm.run(List.of(warm.probe(hole.address(), SHORT))); // loads what it needs
        int before = Backends.sockets();
        SweepRig rig = new SweepRig(mode, transport, 50);
        List<TestProbe> probes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          probes.add(
              rig.probe(transport == Transport.TCP ? hole.address() : mute.address(), AMPLE));
        }
        CompletableFuture<List<TestProbe>> ended = rig.begin(probes);
        assertThat(rig.onLoop(rig.sweep::inFlight)).isEqualTo(30);

        rig.close();

        assertThat(ended).isCompleted();
        assertThat(probes).extracting(TestProbe::outcome).containsOnly(SweepProbe.CANCELLED);
        assertThat(rig.sweep.isClosed()).isTrue();
        // Those of an earlier test may still have been on their way out when they were counted.
        assertThat(Backends.sockets()).isLessThanOrEqualTo(before);
      }
      assertThat(CompletableFuture.runAsync(SweepLeakTest::awaitEndOfThreads))
          .succeedsWithin(Duration.ofMinutes(1));
    }
  }

  /** A thread that has run its last task needs a moment to end. */
  private static void awaitEndOfThreads() {
    BlockedThread.until(() -> Backends.threads().isEmpty());
  }
}
