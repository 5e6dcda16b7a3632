package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@ParameterizedClass(name = "on {0}")
@MethodSource("modes")
class SweepManyProbesTest {
  private static final Duration SHORT = Duration.ofMillis(120);

  @Parameter IoMode mode;

  static List<IoMode> modes() {
    return Backends.here();
  }

  @Test
  @DisplayName("A sweep with few sockets assigns the right outcome to each of thousands of probes")
  void mixed() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer resetting = TcpPeer.resetting();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 32)) {
      List<TestProbe> probes = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        InetSocketAddress target =
            i % 40 == 0
                ? hole.address()
                : i % 3 == 0 ? open.address() : i % 3 == 1 ? closed.address() : resetting.address();
        probes.add(rig.probe(target, i % 40 == 0 ? SHORT : AMPLE));
      }
      Collections.shuffle(probes, new Random(7));

      List<TestProbe> ended = rig.run(probes);

      assertThat(ended).doesNotHaveDuplicates().hasSize(probes.size());
      assertThat(probes)
          .allSatisfy(
              probe -> {
                assertThat(probe.ends()).isEqualTo(1);
                if (probe.port() == open.port()) {
                  assertThat(probe.outcome()).isEqualTo(SweepProbe.OPEN);
                } else if (probe.port() == closed.port()) {
                  assertThat(probe.outcome()).isEqualTo(111);
                } else if (probe.port() == hole.port()) {
                  assertThat(probe.outcome()).isEqualTo(SweepProbe.TIMED_OUT);
                } else { // seen before the reset, or after
                  assertThat(probe.outcome()).isIn(SweepProbe.OPEN, 104, 32);
                }
              });
      assertThat(rig.mostInFlight()).isEqualTo(32);
    }
  }

  @Test
  @DisplayName("A sweep does not report its own socket on the target port as a listener")
  void connectedToItself() throws Exception {
    // Without the check one TCP probe in some 14,000 to these ports is "open", and one UDP probe
    // to each port that a socket of the sweep has.
    InetAddress address = InetAddress.getByName("127.83.19.5");
    for (Transport transport : Transport.values()) {
      try (SweepRig rig = new SweepRig(mode, transport, transport == Transport.TCP ? 64 : 1)) {
        List<TestProbe> open = new ArrayList<>();
        for (int round = 0; round < (transport == Transport.TCP ? 4 : 1); round++) {
          List<TestProbe> probes = new ArrayList<>();
          for (int port = 32_768; port < 61_000; port += transport == Transport.TCP ? 2 : 1) {
            probes.add(rig.probe(address, port, AMPLE, new byte[] {1}));
          }
          rig.run(probes);
          probes.stream().filter(probe -> probe.outcome() != 111).forEach(open::add);
        }
        assertThat(open).noneMatch(probe -> Backends.isFree(transport, address, probe.port()));
      }
    }
  }

  @Test
  @DisplayName("A sweep calls its sink never during start, even if the outcome is immediate")
  void notFromInside() throws Exception {
    try (TcpPeer closed = TcpPeer.refusing();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 8)) {
      List<TestProbe> probes = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) { // deep enough to break a stack, if each started the next
        probes.add(rig.probe(closed.address(), AMPLE));
      }

      rig.run(probes);

      assertThat(rig.endedWhileStarting()).isFalse();
      assertThat(probes).allMatch(probe -> probe.outcome() == 111);
    }
  }
}
