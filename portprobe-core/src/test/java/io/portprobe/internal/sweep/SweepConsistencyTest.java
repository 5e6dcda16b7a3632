package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.net.FailureClassifier;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SweepConsistencyTest {
  /** The timeout for silent ports; the others respond. */
  private static final Duration SILENCE = Duration.ofMillis(400);

  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  @DisplayName("A sweep and a client report the same states in any order")
  void sameStates(IoMode mode) throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closing = TcpPeer.closing();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        UdpPeer replying = UdpPeer.responding(List::of);
        UdpPeer refusing = UdpPeer.refusing();
        UdpPeer mute = UdpPeer.silent();
        ProbeClient client =
            ProbeClient.builder().ioMode(mode).withoutDiscovery().timeout(AMPLE).build()) {
      Map<Transport, List<InetSocketAddress>> targets = new EnumMap<>(Transport.class);
      targets.put(
          Transport.TCP,
          List.of(open.address(), closing.address(), closed.address(), hole.address()));
      targets.put(Transport.UDP, List.of(replying.address(), refusing.address(), mute.address()));
      Set<InetSocketAddress> silent = Set.of(hole.address(), mute.address());
      for (Transport transport : Transport.values()) {
        List<InetSocketAddress> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          order.addAll(targets.get(transport));
        }
        Collections.shuffle(order, new Random(5));
        try (SweepRig rig = new SweepRig(mode, transport, 7)) {
          List<TestProbe> probes =
              order.stream().map(target -> rig.probe(target, timeout(silent, target))).toList();
          rig.run(probes);
          Map<InetSocketAddress, PortState> states = new java.util.HashMap<>();
          for (TestProbe probe : probes) {
            InetSocketAddress target = new InetSocketAddress(probe.address(), probe.port());
            assertThat(state(transport, probe))
                .as(probe.toString())
                .isEqualTo(
                    states.computeIfAbsent(
                        target, one -> state(client, transport, one, timeout(silent, one))));
          }
          assertThat(states).hasSize(targets.get(transport).size());
        }
      }
    }
  }

  private static Duration timeout(Set<InetSocketAddress> silent, InetSocketAddress target) {
    return silent.contains(target) ? SILENCE : AMPLE;
  }

  private static PortState state(
      ProbeClient client, Transport transport, InetSocketAddress target, Duration timeout) {
    return client
        .probe(new Endpoint(transport, target.getAddress().getHostAddress(), target.getPort()))
        .timeout(timeout)
        .state()
        .join();
  }

  private static PortState state(Transport transport, SweepProbe probe) {
    return switch (probe.outcome()) {
      case SweepProbe.OPEN -> PortState.LISTENING;
      case SweepProbe.TIMED_OUT ->
          transport == Transport.TCP ? PortState.FILTERED : PortState.LISTENING_OR_FILTERED;
      default ->
          ((Verdict.Answer)
                  FailureClassifier.classify(transport, probe.isLocalFault(), probe.outcome()))
              .state();
    };
  }
}
