package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("modes")
class SweepTest {
  private static final Duration SHORT = Duration.ofMillis(120);

  @Parameter IoMode mode;

  static List<IoMode> modes() {
    return Backends.here();
  }

  @Test
  @DisplayName(
      "A TCP sweep distinguishes accepted, refused and silent ports and waits for the timeout")
  void tcp() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 3)) {
      TestProbe accepted = rig.probe(open.address(), AMPLE);
      TestProbe refused = rig.probe(closed.address(), AMPLE);
      TestProbe silent = rig.probe(hole.address(), SHORT);

      rig.run(List.of(accepted, refused, silent));

      assertThat(accepted.outcome()).isEqualTo(SweepProbe.OPEN);
      assertThat(refused.outcome()).isEqualTo(111);
      assertThat(refused.isLocalFault()).isFalse();
      assertThat(silent.outcome()).isEqualTo(SweepProbe.TIMED_OUT);
      assertThat(silent.endedNanos() - silent.startedNanos())
          .isGreaterThanOrEqualTo(SHORT.toNanos());
    }
  }

  @Test
  @DisplayName(
      "A UDP sweep distinguishes replying, refusing and silent ports and reports the reply size")
  void udp() throws Exception {
    try (UdpPeer replying = UdpPeer.responding(request -> List.of(new byte[1200]));
        UdpPeer empty = UdpPeer.responding(request -> List.of(new byte[0]));
        UdpPeer elsewhere = UdpPeer.respondingFromAnotherPort(request -> List.of(new byte[9]));
        UdpPeer closed = UdpPeer.refusing();
        UdpPeer mute = UdpPeer.silent();
        SweepRig rig = new SweepRig(mode, Transport.UDP, 5)) {
      TestProbe replied = rig.probe(replying.address(), AMPLE);
      TestProbe repliedEmpty = rig.probe(empty.address(), AMPLE);
      TestProbe misled = rig.probe(elsewhere.address(), SHORT);
      TestProbe refused = rig.probe(closed.address(), AMPLE);
      TestProbe silent = rig.probe(mute.address(), SHORT);
      TestProbe wordless =
          rig.probe(
              replying.address().getAddress(), replying.address().getPort(), AMPLE, new byte[0]);

      rig.run(List.of(replied, repliedEmpty, misled, refused, silent, wordless));

      assertThat(replied.outcome()).isEqualTo(SweepProbe.OPEN);
      assertThat(replied.replySize()).isEqualTo(1200);
      assertThat(repliedEmpty.outcome()).isEqualTo(SweepProbe.OPEN);
      assertThat(repliedEmpty.replySize()).isZero();
      assertThat(wordless.outcome()).isEqualTo(SweepProbe.OPEN);
      assertThat(misled.outcome()).isEqualTo(SweepProbe.TIMED_OUT);
      assertThat(refused.outcome()).isEqualTo(111);
      assertThat(silent.outcome()).isEqualTo(SweepProbe.TIMED_OUT);
      assertThat(mute.awaitRequests(1, AMPLE)).isTrue(); // the peer may record it after the timeout
      assertThat(mute.received()).containsExactly(new byte[] {'?'});
    }
  }

  @Test
  @DisplayName("A sweep with one socket serves IPv4 and IPv6 in turn")
  void bothFamilies() throws Exception {
    for (Transport transport : Transport.values()) {
      try (TcpPeer tcp6 = TcpPeer.at(InetAddress.getByName("::1"), 0).silent();
          UdpPeer udp6 = UdpPeer.at(InetAddress.getByName("::1"), 0).responding(List::of);
          TcpPeer tcp4 = TcpPeer.refusing();
          UdpPeer udp4 = UdpPeer.refusing();
          SweepRig rig = new SweepRig(mode, transport, 1)) {
        boolean tcp = transport == Transport.TCP;
        List<TestProbe> probes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          probes.add(rig.probe(tcp ? tcp6.address() : udp6.address(), AMPLE));
          probes.add(rig.probe(tcp ? tcp4.address() : udp4.address(), AMPLE));
        }

        rig.run(probes);

        assertThat(probes)
            .extracting(TestProbe::outcome)
            .isEqualTo(
                Collections.nCopies(20, List.of(0, 111)).stream().flatMap(List::stream).toList());
      }
    }
  }

  @Test
  @DisplayName("A sweep that closes with RST leaves no connection in TIME_WAIT")
  void timeWait() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 16)) {
      // An earlier connection may have had the port of this peer as its own.
      long before = Backends.timeWaits(open.port());
      List<TestProbe> probes = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        probes.add(rig.probe(open.address(), AMPLE));
      }

      rig.run(probes);
      rig.sweeps.close();

      assertThat(probes).allMatch(probe -> probe.outcome() == SweepProbe.OPEN);
      assertThat(Backends.timeWaits(open.port())).isLessThanOrEqualTo(before);
    }
  }

  @Test
  @DisplayName("A sweep rejects probes beyond its capacity")
  void window() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 2)) {
      List<Boolean> taken =
          rig.onLoop(
              () -> {
                List<Boolean> answers = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                  answers.add(rig.sweep.start(rig.probe(hole.address(), AMPLE)));
                }
                return answers;
              });

      assertThat(taken).containsExactly(true, true, false);
      assertThat(rig.onLoop(rig.sweep::inFlight)).isEqualTo(2);
      assertThat(rig.sweep.capacity()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("A sweep rejects a probe that is in flight")
  void twice() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 2)) {
      TestProbe probe = rig.probe(hole.address(), AMPLE);
      assertThat(rig.onLoop(() -> rig.sweep.start(probe))).isTrue();

      assertThatThrownBy(() -> rig.onLoop(() -> rig.sweep.start(probe)))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in flight");
    }
  }

  @Test
  @DisplayName("A cancelled probe ends once and can be reused, even if a callback cancels it")
  void cancel() throws Exception {
    for (Transport transport : Transport.values()) {
      try (TcpPeer hole = TcpPeer.blackHole();
          TcpPeer closed = TcpPeer.refusing();
          UdpPeer mute = UdpPeer.silent();
          UdpPeer udpClosed = UdpPeer.refusing();
          SweepRig rig = new SweepRig(mode, transport, 3)) {
        boolean tcp = transport == Transport.TCP;
        InetSocketAddress silent = tcp ? hole.address() : mute.address();
        InetSocketAddress refusing = tcp ? closed.address() : udpClosed.address();
        TestProbe first = rig.probe(silent, AMPLE);
        TestProbe refused = rig.probe(refusing, AMPLE);
        TestProbe second = rig.probe(silent, AMPLE);
        rig.onEnd(
            ended -> {
              if (ended == refused) {
                rig.sweep.cancel(first);
                rig.sweep.cancel(first);
                rig.sweep.cancel(second);
              }
            });

        rig.run(List.of(first, refused, second));

        assertThat(refused.outcome()).isEqualTo(111);
        assertThat(first.outcome()).isEqualTo(SweepProbe.CANCELLED);
        assertThat(second.outcome()).isEqualTo(SweepProbe.CANCELLED);
        assertThat(first.ends()).isEqualTo(1);

        first.prepare(
            refusing.getAddress(), refusing.getPort(), AMPLE.toNanos(), ByteBuffer.allocate(1));
        List<TestProbe> more = new ArrayList<>(List.of(first));
        for (int i = 0; i < 10; i++) {
          more.add(rig.probe(refusing, AMPLE));
        }
        rig.run(more);
        assertThat(more).extracting(TestProbe::outcome).containsOnly(111);
      }
    }
  }

  @Test
  @DisplayName("An error in a callback does not keep other probes from their timeouts")
  void errorInCallback() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 3)) {
      List<TestProbe> probes = new ArrayList<>();
      for (int millis : List.of(20, 40, 60)) {
        probes.add(rig.probe(hole.address(), Duration.ofMillis(millis)));
      }
      rig.onEnd(
          ended -> {
            if (ended == probes.get(0)) {
              throw new NoClassDefFoundError("of the test");
            }
          });

      rig.run(probes);

      assertThat(probes).extracting(TestProbe::outcome).containsOnly(SweepProbe.TIMED_OUT);
    }
  }

  @Test
  @DisplayName("Closing one sweep does not affect another sweep on the same loop")
  void closeOne() throws Exception {
    try (TcpPeer closed = TcpPeer.refusing();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 4)) {
      Sweep other = rig.sweeps.sweep(0, Transport.TCP, 4, true, probe -> {});
      CompletableFuture<Void> gone = rig.onLoop(other::close);
      gone.get(30, TimeUnit.SECONDS);

      assertThat(other.isClosed()).isTrue();
      assertThat(rig.onLoop(() -> other.start(rig.probe(closed.address(), AMPLE)))).isFalse();
      TestProbe probe = rig.probe(closed.address(), AMPLE);
      rig.run(List.of(probe));
      assertThat(probe.outcome()).isEqualTo(111);
    }
  }

  @Test
  @DisplayName("An error before a packet was sent is a local failure")
  void localFault() throws Exception {
    try (SweepRig rig = new SweepRig(mode, Transport.TCP, 4)) {
      // Not a broadcast socket, and no route either: no packet can leave.
      TestProbe probe = rig.probe(InetAddress.getByName("255.255.255.255"), 9, AMPLE, new byte[0]);

      rig.run(List.of(probe));

      assertThat(probe.outcome()).isPositive();
      assertThat(probe.isLocalFault()).isTrue();
    }
  }
}
