package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that stands still until after the deadline believes the responses that it missed. */
class StallTest {
  private static final Duration TIMEOUT = ofMillis(150);
  private static final Duration STALL = ofMillis(500);

  static List<IoHandlerFactory> handlers() {
    List<IoHandlerFactory> all = new ArrayList<>(List.of(NioIoHandler.newFactory()));
    if (Epoll.isAvailable()) {
      all.add(EpollIoHandler.newFactory());
    }
    return all;
  }

  /** Runs a probe on a loop that stands still from right after it has sent, as on SIGSTOP. */
  private static ProbeReport probe(IoHandlerFactory handlers, Endpoint endpoint, boolean speak)
      throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, handlers);
    try (ProbeClient client =
        ProbeClient.builder()
            .withoutDiscovery()
            .eventLoopGroup(group)
            .protocol(
                Talk.protocol(
                    "talk", new Binding(endpoint.transport(), 9, false), c -> new Talk.Pinging()))
            .build()) {
      client.probe(endpoint).stateOnly().timeout(ofSeconds(20)).report().join(); // loads classes
      PortProbe probe = client.probe(endpoint).timeout(TIMEOUT);
      CompletableFuture<ProbeReport> report = (speak ? probe.as("talk") : probe).report();
      long end = System.nanoTime() + STALL.toNanos();
      group
          .next()
          .execute(
              () -> {
                while (System.nanoTime() < end) {
                  // busy: BlockHound rejects a wait
                }
              });
      return report.get(20, TimeUnit.SECONDS);
    } finally {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void openPort_isListening_afterAStall(IoHandlerFactory handlers) throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(probe(handlers, endpointOf(peer), false).state()).isEqualTo(PortState.LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void closedPort_isNotListening_afterAStall(IoHandlerFactory handlers) throws Exception {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(probe(handlers, endpointOf(peer), false).state())
          .isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void udpReply_isRead_afterAStall(IoHandlerFactory handlers) throws Exception {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(new byte[] {1}))) {
      assertThat(probe(handlers, endpointOf(peer), false).reason()).isEqualTo(Reason.REPLIED);
    }
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void dialogue_readsWhatWasReceived_afterAStall(IoHandlerFactory handlers) throws Exception {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              out.write(Talk.bytes("pong\n"));
              in.readAllBytes();
            })) {
      assertThat(probe(handlers, endpointOf(peer), true).dialogue().orElseThrow().outcome())
          .isEqualTo(DialogueReport.Outcome.FINISHED);
    }
  }
}
