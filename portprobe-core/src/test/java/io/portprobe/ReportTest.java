package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ReportTest {
  private static final InetAddress ONE = address("127.0.0.1");
  private static final InetAddress TWO = address("127.0.0.2");

  private static InetAddress address(String literal) {
    return new InetSocketAddress(literal, 0).getAddress();
  }

  private static ProbeClientBuilder talking() {
    return ProbeClient.builder()
        .withoutDiscovery()
        .timeout(ofSeconds(30))
        .resolver(new ScriptedResolver().resolving("two.example", TWO, ONE)::resolve)
        .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()));
  }

  @Test
  void explain_listeningPort_namesProbeSourceAndReason() {
    try (ProbeClient client = talking().build();
        TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.explain().lines())
          .hasSize(2)
          .satisfies(
              lines -> {
                assertThat(lines.get(0))
                    .matches(
                        "tcp://127\\.0\\.0\\.1:\\d+ is LISTENING: something listens on the port\\."
                            + " Probed at \\S+Z, completed after [0-9.]+ m?s\\.");
                assertThat(lines.get(1))
                    .matches(
                        "127\\.0\\.0\\.1:\\d+ from 127\\.0\\.0\\.1:\\d+: LISTENING, accepted \\(TCP"
                            + " handshake completed\\) after [0-9.]+ m?s\\.");
              });
      assertThat(report.toString()).doesNotContain("\n").contains("LISTENING", "accepted");
    }
  }

  @Test
  void explain_refusedPort_namesRefusal() {
    try (ProbeClient client = talking().build();
        TcpPeer peer = TcpPeer.refusing()) {
      assertThat(client.probe(endpointOf(peer)).report().join().explain())
          .contains("is NOT LISTENING: the host refused", "refused (ECONNREFUSED");
    }
  }

  @Test
  void explain_noReply_statesWhatIsUnknown() {
    try (ProbeClient client = talking().timeout(ofMillis(450)).build(); // sends again after 500
        TcpPeer dropping = TcpPeer.blackHole();
        UdpPeer silent = UdpPeer.silent()) {
      assertThat(client.probe(endpointOf(dropping)).report().join().explain())
          .contains("it is unknown whether anything listens", "FILTERED, timed out");
      assertThat(client.probe(endpointOf(silent)).report().join().explain())
          .contains("a service that does not reply looks the same as a packet filter")
          .contains("no reply to 1 datagram");
    }
  }

  @Test
  void explain_retransmissions_countsThem() {
    try (ProbeClient client = talking().timeout(ofSeconds(1)).build(); // after 500, and 1500
        UdpPeer silent = UdpPeer.silent()) {
      assertThat(client.probe(endpointOf(silent)).report().join().explain())
          .contains("no reply to 2 datagrams", "probed 2 times");
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the loopback net has one address")
  void explain_differentStates_listsEachAddress() {
    try (ProbeClient client = talking().build();
        TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report = client.tcp("two.example", peer.port()).report().join();

      assertThat(report.agrees()).isFalse();
      assertThat(report.explain())
          .contains("The addresses have different states.")
          .contains("127.0.0.2:" + peer.port())
          .contains("127.0.0.1:" + peer.port());
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the loopback net has one address")
  void explain_skippedAddress_namesReason() {
    try (ProbeClient client = talking().targetPolicy(TargetPolicy.deny("127.0.0.2")).build();
        TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report = client.tcp("two.example", peer.port()).report().join();

      assertThat(report.agrees()).as("of the addresses that were probed").isTrue();
      assertThat(report.omissions()).singleElement().isInstanceOf(TargetDeniedException.class);
      assertThat(report.explain())
          .contains("Skipped: tcp://two.example:" + peer.port() + ": 127.0.0.2 is in a denied");
    }
  }

  @Test
  void explain_failedDialogue_statesThatPortListens() {
    try (ProbeClient client = talking().build();
        TcpPeer closing = TcpPeer.closing()) {
      assertThat(client.probe(endpointOf(closing)).as("talk").report().join().explain())
          .contains("The protocol talk ")
          .contains("(the port is listening nevertheless)");
    }
  }

  @Test
  void explain_finding_showsItsLines() {
    try (ProbeClient client = talking().build();
        TcpPeer peer =
            TcpPeer.serving(Script.expect(bytes("ping\n")).reply(bytes("pong\n")).thenSilence())) {
      ProbeReport report = client.probe(endpointOf(peer)).as("talk").report().join();

      assertThat(report.explain()).contains("The protocol talk was spoken.\n  heard: pong");
    }
  }
}
