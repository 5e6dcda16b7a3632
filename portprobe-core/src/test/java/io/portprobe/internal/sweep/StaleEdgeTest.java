package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoOps;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.SweepRig.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The late edge of an earlier probe (SO_ERROR 0)")
@ParameterizedClass(name = "on {0}")
@MethodSource("modes")
class StaleEdgeTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @Parameter IoMode mode;

  static List<IoMode> modes() {
    return Backends.here();
  }

  @Test
  @DisplayName("is no answer to a probe whose socket is not connected, whatever it says")
  void notConnected() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 1)) {
      Question question = rig.question(hole.address(), AMPLE);
      var ended = rig.begin(List.of(question));

      Boolean open =
          rig.onLoop(
              () -> {
                for (IoEvent event : edges()) {
                  ((IoHandle) question.slot).handle(null, event);
                }
                return question.over;
              });

      assertThat(open).isFalse();
      assertThat(ended).isNotDone();
    }
  }

  /** What the loop might say of a socket; a ring says how an operation ended, and nothing else. */
  private List<IoEvent> edges() {
    NioIoEvent connectable = () -> NioIoOps.CONNECT;
    return switch (mode) {
      case NIO -> List.of(connectable);
      case EPOLL ->
          List.of(
              edge(EpollIoOps.EPOLLOUT),
              edge(EpollIoOps.EPOLLERR),
              edge(EpollIoOps.EPOLLOUT.with(EpollIoOps.EPOLLERR)),
              edge(EpollIoOps.EPOLLOUT.with(EpollIoOps.valueOf(0x10)))); // EPOLLHUP
      default -> List.of();
    };
  }

  private static EpollIoEvent edge(EpollIoOps ops) {
    return () -> ops;
  }

  @Test
  @DisplayName("is there when a probe that was just accepted is given up, and harms not the next")
  void givenUp() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 1)) {
      List<Question> silent = new ArrayList<>();
      for (int round = 0; round < 50; round++) {
        Question accepted = rig.question(open.address(), AMPLE);
        Question next = rig.question(hole.address(), SHORT);
        var ended = rig.begin(List.of(accepted, next));
        rig.onLoop(
            () -> {
              rig.sweep.cancel(accepted); // the handshake is done, its edge not yet seen
              return null;
            });
        ended.get(30, TimeUnit.SECONDS);
        silent.add(next);
      }

      assertThat(silent).extracting(Question::outcome).containsOnly(SweepProbe.TIMED_OUT);
    }
  }
}
