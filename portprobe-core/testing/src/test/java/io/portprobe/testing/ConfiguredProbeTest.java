package io.portprobe.testing;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static io.portprobe.testing.PortAssertions.awaitAllOf;
import static io.portprobe.testing.PortAssertions.awaitAnyOf;
import static io.portprobe.testing.PortAssertions.awaitPort;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import io.portprobe.testing.internal.wait.ManualTimeline;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConfiguredProbeTest {
  private static final Duration PATIENCE = ofSeconds(20);
  private static final Protocol PING =
      Protocols.script("ping").tcp(7).send("ping\n").expect("pong").build();
  private static final ProbeClient CLIENT =
      ProbeClient.builder().withoutDiscovery().timeout(PATIENCE).protocol(PING).build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  @DisplayName("A configured probe speaks a protocol over TLS on any port")
  void tls() {
    Script pong = Script.expect(bytes("ping\n")).reply(bytes("pong\n")).thenClose();
    try (TcpPeer peer = TcpPeer.tls(TlsIdentity.selfSigned("localhost").context(), pong)) {
      PortProbe probe = CLIENT.probe(endpointOf(peer));
      assertThatPort(probe.tls()).speaks("ping");
      ProbeReport report =
          awaitPort(probe.tls()).within(PATIENCE).probeTimeout(PATIENCE).untilSpeaking("ping");
      assertThat(report.findings()).hasSize(1);
      assertThatThrownBy(() -> assertThatPort(probe).speaks("ping"))
          .as("without TLS")
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  @DisplayName("A configured probe sends its payload")
  void payload() {
    byte[] question = bytes("who is there?");
    try (UdpPeer peer =
        UdpPeer.responding(
            request -> Arrays.equals(request, question) ? List.of(request) : List.of())) {
      PortProbe probe = CLIENT.probe(endpointOf(peer)).payload(question);
      assertThatPort(probe).isListening().hasReason(Reason.REPLIED);
      assertThat(awaitPort(probe).within(PATIENCE).untilListening().state())
          .isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  @DisplayName("A configured probe uses its selection of addresses")
  void addresses() {
    try (TcpPeer peer = TcpPeer.silent()) {
      PortProbe none = CLIENT.probe(endpointOf(peer)).addresses(AddressSelection.IPV6);
      assertThatThrownBy(() -> assertThatPort(none).isListening())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("not proven");
    }
  }

  @Test
  @DisplayName(
      "An assertion keeps the timeout of the probe unless within() sets another, and a wait sets a"
          + " separate one")
  void timeouts() {
    ManualTimeline timeline = new ManualTimeline();
    ScriptedProbe probe = new ScriptedProbe("db", timeline);
    probe.answers(PortState.LISTENING, Reason.ACCEPTED);
    assertThatPort(probe.timeout(ofSeconds(7))).isListening();
    assertThatPort(probe).within(ofSeconds(3)).isListening();
    var unused = PortWait.one(probe.timeout(ofSeconds(7)), timeline).untilListeningAsync();
    assertThat(probe.timeouts).containsExactly(ofSeconds(7), ofSeconds(3), ofSeconds(2));
  }

  @Test
  @DisplayName("A target policy of the client can deny one of several awaited ports")
  void several() {
    try (ProbeClient client =
            ProbeClient.builder().targetPolicy(TargetPolicy.deny("127.0.0.2")).build();
        TcpPeer up = TcpPeer.silent();
        TcpPeer second = TcpPeer.silent()) {
      var denied = Endpoint.tcp("127.0.0.2", up.port());
      assertThat(
              awaitAllOf(client, List.of(endpointOf(up), endpointOf(second)))
                  .within(PATIENCE)
                  .untilListening())
          .hasSize(2);
      assertThat(
              awaitAnyOf(client, List.of(denied, endpointOf(up))).within(PATIENCE).untilListening())
          .extracting(ProbeReport::endpoint)
          .containsExactly(endpointOf(up));
      assertThatThrownBy(
              () ->
                  awaitAllOf(client, List.of(denied, endpointOf(up)))
                      .within(PATIENCE)
                      .untilListening())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("because too few ports remain (" + denied + ": ");
    }
    assertThatThrownBy(() -> awaitAllOf(CLIENT, List.of()))
        .hasMessage("endpoints: [] (expected: at least one)");
  }
}
