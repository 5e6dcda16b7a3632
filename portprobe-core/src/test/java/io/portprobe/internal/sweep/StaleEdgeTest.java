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
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@ParameterizedClass(name = "on {0}")
@MethodSource("modes")
@Execution(ExecutionMode.CONCURRENT)
class StaleEdgeTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @Parameter IoMode mode;

  static List<IoMode> modes() {
    return Backends.here();
  }

  @Test
  @DisplayName("A late event of an earlier probe does not end the current probe")
  void notConnected() throws Exception {
    try (TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 1)) {
      TestProbe probe = rig.probe(hole.address(), AMPLE);
      var ended = rig.begin(List.of(probe));

      Boolean open =
          rig.onLoop(
              () -> {
                for (IoEvent event : edges()) {
                  ((IoHandle) probe.slot).handle(null, event);
                }
                return probe.completed;
              });

      assertThat(open).isFalse();
      assertThat(ended).isNotDone();
    }
  }

  /** Returns the events that the loop may report late; io_uring reports completions only. */
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
  @DisplayName("A late event of a cancelled probe does not end the next probe")
  void givenUp() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer hole = TcpPeer.blackHole();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 1)) {
      List<TestProbe> silent = new ArrayList<>();
      for (int round = 0; round < 50; round++) {
        TestProbe accepted = rig.probe(open.address(), AMPLE);
        TestProbe next = rig.probe(hole.address(), SHORT);
        var ended = rig.begin(List.of(accepted, next));
        rig.onLoop(
            () -> {
              rig.sweep.cancel(accepted); // the handshake is complete, its event not yet processed
              return null;
            });
        ended.get(30, TimeUnit.SECONDS);
        silent.add(next);
      }

      assertThat(silent).extracting(TestProbe::outcome).containsOnly(SweepProbe.TIMED_OUT);
    }
  }
}
