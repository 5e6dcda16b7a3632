package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.client.ProbeClients;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.spi.Binding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that stands still until after the deadline believes the responses that it missed. */
class StallTest {
  private static final Duration TIMEOUT = ofMillis(150);
  private static final Duration STALL = ofMillis(500);

  static List<IoMode> modes() {
    return Epoll.isAvailable() ? List.of(IoMode.NIO, IoMode.EPOLL) : List.of(IoMode.NIO);
  }

  /** Runs a probe on a loop that stands still from right after it has sent, as on SIGSTOP. */
  private static ProbeReport probe(IoMode mode, Endpoint endpoint, boolean speak) throws Exception {
    ProbeClientBuilder builder =
        ProbeClient.builder()
            .withoutDiscovery()
            .protocol(
                Talk.protocol(
                    "talk", Binding.of(endpoint.transport(), 9), c -> new Talk.Pinging()));
    ClientEventLoops loops = ClientEventLoops.open(mode, 1);
    EventLoop loop = speak ? loops.next("talk") : loops.next();
    try (ProbeClient client = ProbeClients.open(builder.config(), config -> builder, () -> loops)) {
      client.probe(endpoint).stateOnly().timeout(ofSeconds(20)).report().join(); // loads classes
      PortProbe probe = client.probe(endpoint).timeout(TIMEOUT);
      CompletableFuture<ProbeReport> report = (speak ? probe.as("talk") : probe).report();
      long end = System.nanoTime() + STALL.toNanos();
      loop.execute(
          () -> {
            while (System.nanoTime() < end) {
              // busy: BlockHound rejects a wait
            }
          });
      return report.get(20, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void openPort_isListening_afterAStall(IoMode mode) throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(probe(mode, endpointOf(peer), false).state()).isEqualTo(PortState.LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void closedPort_isNotListening_afterAStall(IoMode mode) throws Exception {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(probe(mode, endpointOf(peer), false).state()).isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void udpReply_isRead_afterAStall(IoMode mode) throws Exception {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(new byte[] {1}))) {
      assertThat(probe(mode, endpointOf(peer), false).reason()).isEqualTo(Reason.REPLIED);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void dialogue_readsWhatWasReceived_afterAStall(IoMode mode) throws Exception {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              out.write(Talk.bytes("pong\n"));
              in.readAllBytes();
            })) {
      assertThat(probe(mode, endpointOf(peer), true).dialogue().orElseThrow().outcome())
          .isEqualTo(DialogueReport.Outcome.FINISHED);
    }
  }
}
