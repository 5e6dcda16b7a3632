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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(names = {"AUTO", "NIO"})
@Execution(ExecutionMode.CONCURRENT)
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
  void replyingPort_isListening() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(request))) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      assertThat(report.attempts().get(0).evidence()).isEqualTo("a reply of 4 bytes");
    }
  }

  @Test
  void emptyReply_isListening_whereTheSystemReportsIt() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(new byte[0]))) {
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void portUnreachable_isNotListening() {
    try (UdpPeer peer = UdpPeer.refusing()) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.state()).isEqualTo(PortState.NOT_LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.PORT_UNREACHABLE);
    }
  }

  @Test
  void silentPort_isListeningOrFiltered() {
    try (UdpPeer peer = UdpPeer.silent()) {
      ProbeReport report = client.probe(endpointOf(peer)).timeout(ofSeconds(1)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING_OR_FILTERED);
      assertThat(report.reason()).isEqualTo(Reason.SILENT);
      assertThat(report.attempts().get(0).sent()).isPositive();
      assertThat(report.attempts().get(0).evidence()).contains("no reply to");
    }
  }

  @Test
  void silentPort_receivesRetransmissions() throws Exception {
    try (UdpPeer peer = UdpPeer.silent()) {
      CompletableFuture<ProbeReport> probe =
          client.probe(endpointOf(peer)).timeout(ofSeconds(60)).report();

      assertThat(peer.awaitRequests(2, ofSeconds(20))).isTrue();
      probe.cancel(true);
    }
  }

  @Test
  void payload_isSentUnchangedEachTime() {
    UdpPeer.Responder atOnce = request -> List.of(bytes("at last"));
    try (UdpPeer peer = UdpPeer.responding(atOnce.afterLosing(1))) {
      ProbeReport report = client.probe(endpointOf(peer)).payload(bytes("hello")).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.attempts().get(0).sent()).isEqualTo(2);
      assertThat(peer.received()).containsExactly(bytes("hello"), bytes("hello"));
    }
  }

  @Test
  void payload_tooLargeOrEmpty_isRejected() {
    PortProbe probe = client.udp("127.0.0.1", 9);
    assertThatThrownBy(() -> probe.payload(new byte[0]))
        .hasMessage("payload: 0 bytes (expected: 1-65507)");
    assertThatThrownBy(() -> probe.payload(new byte[65_508]))
        .hasMessage("payload: 65508 bytes (expected: 1-65507)");
    assertThatThrownBy(() -> client.tcp("127.0.0.1", 9).payload(bytes("x")))
        .hasMessage("payload: tcp://127.0.0.1:9 (expected: over UDP)");
  }

  @Test
  void protocol_sendsItsRequestAndReportsTheFinding() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("pong\n")))) {
      ProbeReport report = client.probe(endpointOf(peer)).as("PING").report().join();

      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      assertThat(report.finding(Talk.Heard.class).orElseThrow().words()).isEqualTo("pong");
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.FINISHED);
    }
  }

  @Test
  void reply_thatDoesNotMatch_isUnexpectedButListening() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("no")))) {
      ProbeReport report = client.probe(endpointOf(peer)).as("ping").report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.UNEXPECTED_REPLY);
      assertThat(report.dialogue().orElseThrow().note()).isEqualTo("expected a pong, got a no");
    }
  }

  @Test
  void reply_thatDoesNotMatch_isFollowedByRetransmissions() {
    try (UdpPeer peer =
        UdpPeer.responding(request -> List.of(bytes("somebody else's"), bytes("pong\n")))) {
      ProbeReport report = client.probe(endpointOf(peer)).as("ping").report().join();

      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    }
  }

  @Test
  @Tag("slow")
  void deadline_duringTheDialogue_keepsListening() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("po")))) {
      ProbeReport report =
          client.probe(endpointOf(peer)).as("ping").timeout(ofSeconds(2)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      DialogueReport dialogue = report.dialogue().orElseThrow();
      assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(dialogue.finding().orElseThrow().lines().get(0)).startsWith("heard: partly po");
    }
  }

  @Test
  void poll_replacesTheRetransmittedRequest() {
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

  /** Polls a peer that reports that it is still working on the request. */
  private static final class Patient extends Talk.Pinging {
    @Override
    public Step received(ByteBuffer bytes) {
      return Talk.text(bytes.duplicate()).equals("wait")
          ? Step.poll(bytes("how far?"))
          : super.received(bytes);
    }
  }

  @Test
  void state_endsWithTheFirstMatchingReply() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("pong\n")))) {
      assertThat(client.probe(endpointOf(peer)).as("ping").state().join())
          .isEqualTo(PortState.LISTENING);
    }
  }
}
