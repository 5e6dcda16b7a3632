package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.SweepRig.Question;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A sweep")
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
      "tells accepted, refused and silent TCP ports apart, the silent not before their time")
  void tcp() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 3)) {
      Question accepted = rig.question(open.address(), AMPLE);
      Question refused = rig.question(closed.address(), AMPLE);
      Question silent = rig.question(hole.address(), SHORT);

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
  @DisplayName("tells replying, refusing and silent UDP ports apart, with the size of the reply")
  void udp() throws Exception {
    try (UdpPeer replying = UdpPeer.responding(request -> List.of(new byte[1200]));
        UdpPeer empty = UdpPeer.responding(request -> List.of(new byte[0]));
        UdpPeer elsewhere = UdpPeer.respondingFromAnotherPort(request -> List.of(new byte[9]));
        UdpPeer closed = UdpPeer.refusing();
        UdpPeer mute = UdpPeer.silent();
        SweepRig rig = new SweepRig(mode, Transport.UDP, 5)) {
      Question replied = rig.question(replying.address(), AMPLE);
      Question repliedEmpty = rig.question(empty.address(), AMPLE);
      Question misled = rig.question(elsewhere.address(), SHORT);
      Question refused = rig.question(closed.address(), AMPLE);
      Question silent = rig.question(mute.address(), SHORT);
      Question wordless =
          rig.question(
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
      assertThat(mute.awaitRequests(1, AMPLE)).isTrue(); // it may be told of it after the time-out
      assertThat(mute.received()).containsExactly(new byte[] {'?'});
    }
  }

  @Test
  @DisplayName("keeps thousands of probes apart that end in every way, on few sockets")
  void mixed() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer resetting = TcpPeer.resetting();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 32)) {
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        InetSocketAddress target =
            i % 40 == 0
                ? hole.address()
                : i % 3 == 0 ? open.address() : i % 3 == 1 ? closed.address() : resetting.address();
        questions.add(rig.question(target, i % 40 == 0 ? SHORT : AMPLE));
      }
      Collections.shuffle(questions, new Random(7));

      List<Question> ended = rig.run(questions);

      assertThat(ended).doesNotHaveDuplicates().hasSize(questions.size());
      assertThat(questions)
          .allSatisfy(
              question -> {
                assertThat(question.ends()).isEqualTo(1);
                if (question.port() == open.port()) {
                  assertThat(question.outcome()).isEqualTo(SweepProbe.OPEN);
                } else if (question.port() == closed.port()) {
                  assertThat(question.outcome()).isEqualTo(111);
                } else if (question.port() == hole.port()) {
                  assertThat(question.outcome()).isEqualTo(SweepProbe.TIMED_OUT);
                } else { // seen before the reset, or after
                  assertThat(question.outcome()).isIn(SweepProbe.OPEN, 104, 32);
                }
              });
      assertThat(rig.mostInFlight()).isEqualTo(32);
    }
  }

  @Test
  @DisplayName("serves IPv4 and IPv6 in turn with a window of one")
  void bothFamilies() throws Exception {
    for (Transport transport : Transport.values()) {
      try (TcpPeer tcp6 = TcpPeer.at(InetAddress.getByName("::1"), 0).silent();
          UdpPeer udp6 = UdpPeer.at(InetAddress.getByName("::1"), 0).responding(List::of);
          TcpPeer tcp4 = TcpPeer.refusing();
          UdpPeer udp4 = UdpPeer.refusing();
          SweepRig rig = new SweepRig(mode, transport, 1)) {
        boolean tcp = transport == Transport.TCP;
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          questions.add(rig.question(tcp ? tcp6.address() : udp6.address(), AMPLE));
          questions.add(rig.question(tcp ? tcp4.address() : udp4.address(), AMPLE));
        }

        rig.run(questions);

        assertThat(questions)
            .extracting(Question::outcome)
            .isEqualTo(
                Collections.nCopies(20, List.of(0, 111)).stream().flatMap(List::stream).toList());
      }
    }
  }

  @Test
  @DisplayName("does not take its own socket on the target's port for a listener")
  void connectedToItself() throws Exception {
    // Without the check one TCP probe in some 14,000 to these ports is "open", and one UDP probe
    // to each port that a socket of the sweep has.
    InetAddress address = InetAddress.getByName("127.83.19.5");
    for (Transport transport : Transport.values()) {
      try (SweepRig rig = new SweepRig(mode, transport, transport == Transport.TCP ? 64 : 1)) {
        List<Question> open = new ArrayList<>();
        for (int round = 0; round < (transport == Transport.TCP ? 4 : 1); round++) {
          List<Question> questions = new ArrayList<>();
          for (int port = 32_768; port < 61_000; port += transport == Transport.TCP ? 2 : 1) {
            questions.add(rig.question(address, port, AMPLE, new byte[] {1}));
          }
          rig.run(questions);
          questions.stream().filter(question -> question.outcome() != 111).forEach(open::add);
        }
        assertThat(open)
            .noneMatch(question -> Backends.isFree(transport, address, question.port()));
      }
    }
  }

  @Test
  @DisplayName("leaves no connection in TIME_WAIT behind")
  void timeWait() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 16)) {
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        questions.add(rig.question(open.address(), AMPLE));
      }

      rig.run(questions);
      rig.sweeps.close();

      assertThat(questions).allMatch(question -> question.outcome() == SweepProbe.OPEN);
      assertThat(Backends.timeWaits(open.port())).isZero();
    }
  }

  @Test
  @DisplayName("takes no more than its window, and says so")
  void window() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 2)) {
      List<Boolean> taken =
          rig.onLoop(
              () -> {
                List<Boolean> answers = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                  answers.add(rig.sweep.start(rig.question(hole.address(), AMPLE)));
                }
                return answers;
              });

      assertThat(taken).containsExactly(true, true, false);
      assertThat(rig.onLoop(rig.sweep::inFlight)).isEqualTo(2);
      assertThat(rig.sweep.capacity()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("refuses a probe that is in flight")
  void twice() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 2)) {
      Question question = rig.question(hole.address(), AMPLE);
      assertThat(rig.onLoop(() -> rig.sweep.start(question))).isTrue();

      assertThatThrownBy(() -> rig.onLoop(() -> rig.sweep.start(question)))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in flight");
    }
  }

  @Test
  @DisplayName("tells of no end from inside a start, however soon it is")
  void notFromInside() throws Exception {
    try (TcpPeer closed = TcpPeer.refusing();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 8)) {
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) { // deep enough to break a stack, if each started the next
        questions.add(rig.question(closed.address(), AMPLE));
      }

      rig.run(questions);

      assertThat(rig.endedWhileStarting()).isFalse();
      assertThat(questions).allMatch(question -> question.outcome() == 111);
    }
  }

  @Test
  @DisplayName("lets a probe be cancelled, alone, from inside an end too, and be used again")
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
        Question first = rig.question(silent, AMPLE);
        Question refused = rig.question(refusing, AMPLE);
        Question second = rig.question(silent, AMPLE);
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

        first.ask(
            refusing.getAddress(), refusing.getPort(), AMPLE.toNanos(), ByteBuffer.allocate(1));
        List<Question> more = new ArrayList<>(List.of(first));
        for (int i = 0; i < 10; i++) {
          more.add(rig.question(refusing, AMPLE));
        }
        rig.run(more);
        assertThat(more).extracting(Question::outcome).containsOnly(111);
      }
    }
  }

  @Test
  @DisplayName(
      "that is closed ends what is in flight as cancelled, closes all sockets, and its thread")
  void close() throws Exception {
    for (Transport transport : Transport.values()) {
      try (TcpPeer hole = TcpPeer.blackHole();
          UdpPeer mute = UdpPeer.silent();
          SweepRig warm = new SweepRig(mode, transport, 1)) {
        warm.run(List.of(warm.question(hole.address(), SHORT))); // loads what it needs
        int before = Backends.sockets();
        SweepRig rig = new SweepRig(mode, transport, 50);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          questions.add(
              rig.question(transport == Transport.TCP ? hole.address() : mute.address(), AMPLE));
        }
        CompletableFuture<List<Question>> ended = rig.begin(questions);
        assertThat(rig.onLoop(rig.sweep::inFlight)).isEqualTo(30);

        rig.close();

        assertThat(ended).isCompleted();
        assertThat(questions).extracting(Question::outcome).containsOnly(SweepProbe.CANCELLED);
        assertThat(rig.sweep.isClosed()).isTrue();
        // Those of an earlier test may still have been on their way out when they were counted.
        assertThat(Backends.sockets()).isLessThanOrEqualTo(before);
      }
      assertThat(Backends.threads()).isEmpty();
    }
  }

  @Test
  @DisplayName("that is closed alone leaves its neighbours on the loop at work")
  void closeOne() throws Exception {
    try (TcpPeer closed = TcpPeer.refusing();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 4)) {
      Sweep other = rig.sweeps.sweep(0, Transport.TCP, 4, true, probe -> {});
      CompletableFuture<Void> gone = rig.onLoop(other::close);
      gone.get(30, TimeUnit.SECONDS);

      assertThat(other.isClosed()).isTrue();
      assertThat(rig.onLoop(() -> other.start(rig.question(closed.address(), AMPLE)))).isFalse();
      Question question = rig.question(closed.address(), AMPLE);
      rig.run(List.of(question));
      assertThat(question.outcome()).isEqualTo(111);
    }
  }

  @Test
  @DisplayName("calls what kept a packet from leaving a fault of this machine")
  void localFault() throws Exception {
    try (SweepRig rig = new SweepRig(mode, Transport.TCP, 4)) {
      // Not a broadcast socket, and no route either: no packet can leave.
      Question question =
          rig.question(InetAddress.getByName("255.255.255.255"), 9, AMPLE, new byte[0]);

      rig.run(List.of(question));

      assertThat(question.outcome()).isPositive();
      assertThat(question.isLocalFault()).isTrue();
    }
  }
}
