package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.local.LocalPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AwaitTest {
  private static final InetAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0).getAddress();
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final ProbeClient CLIENT = ProbeClient.builder().withoutDiscovery().build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void listeningPort_endsTheWaitAtOnce() throws TimeoutException {
    try (TcpPeer peer = TcpPeer.silent()) {
      WaitOutcome outcome = CLIENT.probe(endpointOf(peer)).await(LONG).join();

      assertThat(outcome.isMet()).isTrue();
      assertThat(outcome.probes()).isOne();
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.orElseThrow().state()).isEqualTo(PortState.LISTENING);
      assertThat(outcome.toString()).contains("met the condition", "LISTENING (accepted)");
    }
  }

  @Test
  void portThatIsBoundLater_endsTheWait() throws IOException {
    int port = LocalPorts.findFree();
    CompletableFuture<WaitOutcome> wait = CLIENT.tcp("127.0.0.1", port).await(LONG);
    try (ServerSocket server = new ServerSocket(port, 1, LOOPBACK)) {
      assertThat(server.isBound()).isTrue();
      assertThat(wait.join().isMet()).isTrue();
    }
  }

  @Test
  void closedPort_isReportedWhenTheTimeHasPassed() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      Duration within = Duration.ofMillis(100);
      WaitOutcome outcome = CLIENT.probe(endpointOf(peer)).await(within).join();

      assertThat(outcome.isMet()).isFalse();
      assertThat(outcome.probes()).isPositive();
      assertThat(outcome.elapsed()).isGreaterThanOrEqualTo(within);
      assertThat(outcome.report().orElseThrow().reason()).isEqualTo(Reason.REFUSED);
      assertThatThrownBy(outcome::orElseThrow)
          .isInstanceOf(TimeoutException.class)
          .hasMessageStartingWith(endpointOf(peer) + " did not meet the condition after ")
          .hasMessageEndingWith("NOT LISTENING (refused)");
    }
  }

  @Test
  void nameThatDoesNotResolveYet_isResolvedAgain() {
    AtomicInteger resolutions = new AtomicInteger();
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client =
            CLIENT.toBuilder()
                .resolver(
                    host ->
                        resolutions.incrementAndGet() < 3
                            ? CompletableFuture.failedFuture(new IOException("no such name"))
                            : CompletableFuture.completedFuture(
                                List.of(new InetSocketAddress(peer.host(), 0).getAddress())))
                .build()) {
      WaitOutcome outcome = client.tcp("late.test", peer.port()).await(LONG).join();

      assertThat(outcome.isMet()).isTrue();
      assertThat(outcome.probes()).isEqualTo(3);
    }
  }

  @Test
  void nameThatNeverResolves_isTheCause() {
    try (ProbeClient client =
        CLIENT.toBuilder()
            .resolver(host -> CompletableFuture.failedFuture(new IOException("no such name")))
            .build()) {
      WaitOutcome outcome = client.tcp("x.test", 1).await(Duration.ofMillis(50)).join();

      assertThat(outcome.report()).isEmpty();
      assertThat(outcome.failure()).containsInstanceOf(UnresolvedTargetException.class);
      assertThatThrownBy(outcome::orElseThrow).hasCauseInstanceOf(UnresolvedTargetException.class);
    }
  }

  @Test
  void condition_isChecked_andItsExceptionEndsTheWait() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      PortProbe probe = CLIENT.probe(endpointOf(peer));

      assertThat(probe.await(report -> report.reason() == Reason.REFUSED, LONG).join().isMet())
          .isTrue();
      assertThatThrownBy(
              () ->
                  probe
                      .await(
                          report -> {
                            throw new IllegalStateException("defect");
                          },
                          LONG)
                      .join())
          .hasRootCauseMessage("defect");
    }
  }

  @Test
  void deniedTarget_endsTheWait() {
    try (ProbeClient client =
        CLIENT.toBuilder().targetPolicy(TargetPolicy.publicInternetOnly()).build()) {
      assertThatThrownBy(() -> client.tcp("127.0.0.1", 1).await(LONG).join())
          .hasCauseInstanceOf(TargetDeniedException.class);
    }
  }

  @Test
  void cancelledWait_andClosedClient_endTheWait() {
    ProbeClient client = CLIENT.toBuilder().build();
    try (UdpPeer peer = UdpPeer.silent()) {
      CompletableFuture<WaitOutcome> cancelled = client.probe(endpointOf(peer)).await(LONG);
      CompletableFuture<WaitOutcome> running = client.probe(endpointOf(peer)).await(LONG);
      cancelled.cancel(true);
      client.close();

      assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
      assertThatThrownBy(running::join).hasCauseInstanceOf(ProbeCancelledException.class);
    }
  }

  @Test
  void time_outOfRange_isRejected() {
    assertThatThrownBy(() -> CLIENT.tcp("127.0.0.1", 1).await(Duration.ZERO))
        .hasMessage("within: PT0S (expected: more than zero, at most PT24H)");
  }
}
