package io.portprobe.internal.probe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.LocalFaultException;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Talk;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(Talk.protocol("talk", Binding.tcp(7), context -> new Talk.Pinging()))
          .build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void silentPort_isProbedOnceMoreForEachRetry_withinTheTimeout() {
    try (UdpPeer peer = UdpPeer.silent()) {
      ProbeReport report = threeTries(CLIENT.probe(endpointOf(peer)).retries(2));

      assertThat(report.state()).isEqualTo(PortState.LISTENING_OR_FILTERED);
      assertThat(report.earlierTries()).hasSize(2);
      assertThat(report.earlierTries().get(0).attempts().get(0).local())
          .isNotEqualTo(report.attempts().get(0).local());
      assertThat(report.started()).isEqualTo(report.earlierTries().get(0).started());
      assertThat(report.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
      assertThat(report.explain()).contains("Try 1:", "Try 2:", "Try 3, the last one:");
    }
  }

  /** Probes with ever longer timeouts: a busy machine uses up the time of a try, or of all. */
  private static ProbeReport threeTries(PortProbe probe) {
    Duration timeout = Duration.ofMillis(800);
    while (true) {
      boolean isLast = timeout.toSeconds() >= 20;
      try {
        ProbeReport report = probe.timeout(timeout).report().join();
        if (isLast || report.earlierTries().size() == 2) {
          return report;
        }
      } catch (CompletionException e) {
        if (isLast || !(e.getCause() instanceof LocalFaultException)) {
          throw e;
        }
      }
      timeout = timeout.multipliedBy(4);
    }
  }

  @Test
  void connectionThatThePeerCloses_isOpenedAgain() {
    AtomicInteger connections = new AtomicInteger();
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              if (connections.incrementAndGet() == 3) {
                Script.expectAnything().reply(bytes("pong\n")).thenSilence().run(in, out);
              }
            })) {
      PortProbe probe = CLIENT.probe(endpointOf(peer)).as("talk").retries(5);
      ProbeReport report = probe.timeout(Duration.ofMinutes(1)).report().join();

      assertThat(report.finding(Talk.Heard.class)).isPresent();
      assertThat(report.earlierTries())
          .hasSize(2)
          .allSatisfy(
              each ->
                  assertThat(each.dialogue().orElseThrow().outcome())
                      .isIn(DialogueReport.Outcome.INCOMPLETE, DialogueReport.Outcome.FAILED));
      assertThat(connections).hasValue(3);
    }
  }

  @Test
  void refusedAndAcceptedConnections_areNotRetried() {
    try (TcpPeer refusing = TcpPeer.refusing();
        TcpPeer silent = TcpPeer.silent()) {
      ProbeReport refused = CLIENT.probe(endpointOf(refusing)).retries(3).report().join();
      ProbeReport accepted = CLIENT.probe(endpointOf(silent)).retries(3).report().join();

      assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
      assertThat(refused.earlierTries()).isEmpty();
      assertThat(accepted.earlierTries()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("try") // close() waits for the sockets
  void cancelledProbe_isNotRetried_andReleasesItsSockets() {
    try (UdpPeer peer = UdpPeer.silent();
        ProbeClient client = CLIENT.toBuilder().build()) {
      CompletableFuture<ProbeReport> future =
          client.probe(endpointOf(peer)).retries(100).timeout(Duration.ofMinutes(1)).report();
      future.cancel(true);

      client.closeAsync().join(); // waits for every socket
      assertThat(future).isCancelled();
    }
  }

  @Test
  void closedClient_endsAProbeBetweenTwoTries() {
    ProbeClient client = CLIENT.toBuilder().build();
    try (UdpPeer peer = UdpPeer.silent()) {
      CompletableFuture<ProbeReport> future =
          client.probe(endpointOf(peer)).retries(100).timeout(Duration.ofSeconds(1)).report();
      client.closeAsync().join();

      assertThat(future).isCompletedExceptionally();
    }
  }

  @Test
  void number_outOfRange_isRejected() {
    PortProbe probe = CLIENT.tcp("127.0.0.1", 1);

    assertThatThrownBy(() -> probe.retries(-1)).hasMessage("retries: -1 (expected: 0-100)");
    assertThatThrownBy(() -> probe.retries(101)).hasMessage("retries: 101 (expected: 0-100)");
  }
}
