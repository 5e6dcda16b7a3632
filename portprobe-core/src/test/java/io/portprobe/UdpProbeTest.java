package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport.Outcome;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A probe of a UDP port")
@ParameterizedClass(name = "on {0}")
@EnumSource(names = {"AUTO", "NIO"})
class UdpProbeTest {
  @Parameter IoMode ioMode;

  private ProbeClient client;

  @BeforeEach
  void openClient() {
    client =
        ProbeClient.builder()
            .ioMode(ioMode)
            .timeout(ofSeconds(20))
            .withoutDiscovery()
            .protocol(Talk.protocol("ping", Binding.udp(9), context -> new Talk.Pinging()))
            .build();
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  @DisplayName("that replies is LISTENING, replied")
  void replying() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(request))) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      assertThat(report.attempts().get(0).evidence()).isEqualTo("a reply of 4 bytes");
    }
  }

  @Test
  @DisplayName("that replies with an empty datagram is LISTENING, where the system tells of it")
  void replyingEmpty() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(new byte[0]))) {
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  @DisplayName("that answers with ICMP port unreachable is NOT LISTENING")
  void refusing() {
    try (UdpPeer peer = UdpPeer.refusing()) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.state()).isEqualTo(PortState.NOT_LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.PORT_UNREACHABLE);
    }
  }

  @Test
  @DisplayName("that is silent is LISTENING or FILTERED, after retransmissions")
  void silent() {
    try (UdpPeer peer = UdpPeer.silent()) {
      ProbeReport report = client.probe(endpointOf(peer)).timeout(ofSeconds(2)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING_OR_FILTERED);
      assertThat(report.reason()).isEqualTo(Reason.SILENT);
      assertThat(report.attempts().get(0).sent()).isGreaterThanOrEqualTo(2);
      assertThat(report.attempts().get(0).evidence()).contains("no reply to");
    }
  }

  @Test
  @DisplayName("sends the payload it was given, the same each time")
  void payload() {
    UdpPeer.Responder atOnce = request -> List.of(bytes("at last"));
    try (UdpPeer peer = UdpPeer.responding(atOnce.afterLosing(1))) {
      ProbeReport report = client.probe(endpointOf(peer)).payload(bytes("hello")).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(peer.received()).containsExactly(bytes("hello"), bytes("hello"));
    }
  }

  @Test
  @DisplayName("refuses a payload that is no datagram")
  void badPayload() {
    PortProbe probe = client.udp("127.0.0.1", 9);
    assertThatThrownBy(() -> probe.payload(new byte[0]))
        .hasMessage("payload: 0 bytes (expected: 1-65507)");
    assertThatThrownBy(() -> probe.payload(new byte[65_508]))
        .hasMessage("payload: 65508 bytes (expected: 1-65507)");
    assertThatThrownBy(() -> client.tcp("127.0.0.1", 9).payload(bytes("x")))
        .hasMessage("payload: tcp://127.0.0.1:9 (expected: over UDP)");
  }

  @Test
  @DisplayName("asks the question of its protocol, and reports the finding")
  void protocol() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("pong\n")))) {
      ProbeReport report = client.probe(endpointOf(peer)).as("PING").report().join();

      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      assertThat(report.finding(Talk.Heard.class).orElseThrow().words()).isEqualTo("pong");
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.FINISHED);
    }
  }

  @Test
  @DisplayName("calls a reply that does not fit the question unexpected, yet LISTENING")
  void unexpected() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("no")))) {
      ProbeReport report = client.probe(endpointOf(peer)).as("ping").report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.UNEXPECTED_REPLY);
      assertThat(report.dialogue().orElseThrow().note()).isEqualTo("expected a pong, got a no");
    }
  }

  @Test
  @DisplayName("waits on behind a reply that does not fit, and asks again")
  void fittingAtLast() {
    try (UdpPeer peer =
        UdpPeer.responding(request -> List.of(bytes("somebody else's"), bytes("pong\n")))) {
      ProbeReport report = client.probe(endpointOf(peer)).as("ping").report().join();

      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    }
  }

  @Test
  @DisplayName("keeps LISTENING when the deadline cuts its dialogue short")
  void cutShort() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("po")))) {
      ProbeReport report =
          client.probe(endpointOf(peer)).as("ping").timeout(ofSeconds(4)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      DialogueReport dialogue = report.dialogue().orElseThrow();
      assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(dialogue.finding().orElseThrow().lines().get(0)).startsWith("heard: partly po");
    }
  }

  @Test
  @DisplayName("asks after a question that the peer works on, and does not repeat it")
  void reminding() {
    try (ProbeClient patient =
            ProbeClient.builder()
                .withoutDiscovery()
                .ioMode(ioMode)
                .timeout(ofSeconds(20))
                .protocol(Talk.protocol("patient", Binding.udp(9), context -> new Patient()))
                .build();
        UdpPeer peer =
            UdpPeer.responding(
                request ->
                    List.of(
                        bytes(
                            new String(request, UTF_8).equals("how far?") ? "done\n" : "wait")))) {
      ProbeReport report = patient.probe(endpointOf(peer)).as("patient").report().join();

      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      assertThat(report.finding(Talk.Heard.class)).get().extracting("words").isEqualTo("done");
      assertThat(peer.received()).containsExactly(bytes("ping\n"), bytes("how far?"));
    }
  }

  /** Asks on where the peer says that it works on the question. */
  private static final class Patient extends Talk.Pinging {
    @Override
    public Step received(ByteBuffer bytes) {
      return Talk.text(bytes.duplicate()).equals("wait")
          ? Step.poll(bytes("how far?"))
          : super.received(bytes);
    }
  }

  @Test
  @DisplayName("asked for its state alone ends with the first fitting reply")
  void stateOnly() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("pong\n")))) {
      assertThat(client.probe(endpointOf(peer)).as("ping").state().join())
          .isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  @DisplayName("finds the state also when its protocol is broken")
  void brokenProtocol() {
    try (ProbeClient broken =
            ProbeClient.builder()
                .withoutDiscovery()
                .ioMode(ioMode)
                .timeout(ofSeconds(20))
                .protocol(
                    Talk.protocol(
                        "broken",
                        Binding.udp(9),
                        context -> {
                          throw new IllegalStateException("out of order");
                        }))
                .build();
        UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("here")))) {
      ProbeReport report = broken.probe(endpointOf(peer)).as("broken").report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      DialogueReport dialogue = report.dialogue().orElseThrow();
      assertThat(dialogue.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(dialogue.note()).contains("'broken' threw in open()", "out of order");
      assertThat(dialogue.failure()).containsInstanceOf(IllegalStateException.class);
    }
  }
}
