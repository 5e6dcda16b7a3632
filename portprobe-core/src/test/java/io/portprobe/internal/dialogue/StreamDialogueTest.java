package io.portprobe.internal.dialogue;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Talk;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
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
class StreamDialogueTest {
  @Parameter IoMode ioMode;

  private ProbeReport hold(TcpPeer peer, Supplier<Dialogue> dialogue) {
    return hold(peer, dialogue, false);
  }

  private ProbeReport hold(TcpPeer peer, Supplier<Dialogue> dialogue, boolean tls) {
    try (ProbeClient client =
        ProbeClient.builder()
            .withoutDiscovery()
            .ioMode(ioMode)
            .timeout(ofMinutes(2)) // far more than a flood takes on a busy machine
            .protocol(Talk.protocol("talk", Binding.tcp(9), context -> dialogue.get()))
            .build()) {
      PortProbe probe = client.probe(endpointOf(peer)).as("talk");
      ProbeReport report = (tls ? probe.tls() : probe).report().join();
      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.ACCEPTED);
      return report;
    }
  }

  @Test
  void dialogue_matchingReply_completesWithFinding() throws Exception {
    try (TcpPeer peer =
        TcpPeer.serving(Script.expect(bytes("ping\n")).reply(bytes("pong\n")).thenSilence())) {
      ProbeReport report = hold(peer, Talk.Pinging::new);

      DialogueReport dialogue = report.dialogue().orElseThrow();
      assertThat(dialogue.outcome()).isEqualTo(Outcome.FINISHED);
      assertThat(dialogue.cause()).isEqualTo(Cause.COMPLETED);
      assertThat(dialogue.bytesSent()).isEqualTo(5);
      assertThat(dialogue.bytesReceived()).isEqualTo(5);
      assertThat(report.finding(Talk.Heard.class)).get().extracting("words").isEqualTo("pong");
      assertThat(peer.awaitClosed(ofSeconds(20))).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void dialogue_otherProtocol_isMismatch() {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("no way")).thenSilence())) {
      DialogueReport dialogue = hold(peer, Talk.Pinging::new).dialogue().orElseThrow();

      assertThat(dialogue.outcome()).isEqualTo(Outcome.MISMATCH);
      assertThat(dialogue.cause()).isEqualTo(Cause.MISMATCH);
      assertThat(dialogue.note()).isEqualTo("expected a pong, got a no");
    }
  }

  @Test
  void dialogue_pollOverTcp_isPluginFailure() {
    try (TcpPeer peer = TcpPeer.silent()) {
      DialogueReport dialogue =
          hold(
                  peer,
                  () ->
                      new Talk.Pinging() {
                        @Override
                        public Step start() {
                          return Step.poll(bytes("well?"));
                        }
                      })
              .dialogue()
              .orElseThrow();

      assertThat(dialogue.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(dialogue.cause()).isEqualTo(Cause.PLUGIN_FAILURE);
      assertThat(dialogue.note()).endsWith("requested a poll over TCP");
    }
  }

  @Test
  void dialogue_peerCloses_isPeerClosed() {
    try (TcpPeer peer = TcpPeer.closing()) {
      DialogueReport dialogue = hold(peer, Talk.Pinging::new).dialogue().orElseThrow();

      // Our ping may meet a closed socket, which answers with a reset.
      assertThat(dialogue.outcome()).isIn(Outcome.INCOMPLETE, Outcome.FAILED);
      assertThat(dialogue.cause()).isIn(Cause.PEER_CLOSED, Cause.PEER_RESET);
      assertThat(dialogue.note()).endsWith("before it sent any data");
    }
  }

  @Test
  void dialogue_peerResets_isPeerResetWithPartialFinding() {
    try (TcpPeer peer =
        TcpPeer.serving(Script.expect(bytes("ping\n")).reply(bytes("po")).thenReset())) {
      DialogueReport dialogue = hold(peer, Talk.Pinging::new).dialogue().orElseThrow();

      assertThat(dialogue.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(dialogue.cause()).isEqualTo(Cause.PEER_RESET);
      assertThat(dialogue.note()).startsWith("the peer reset the connection");
    }
  }

  @Tag("slow")
  @Test
  void dialogue_silentPeer_isIncompleteAtDeadline() {
    try (ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .ioMode(ioMode)
                .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
                .build();
        TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report =
          client.probe(endpointOf(peer)).as("talk").timeout(ofSeconds(2)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      DialogueReport dialogue = report.dialogue().orElseThrow();
      assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(dialogue.cause()).isEqualTo(Cause.DEADLINE);
      assertThat(dialogue.note())
          .isEqualTo("the peer accepted the connection but sent nothing before the deadline");
    }
  }

  @Tag("slow")
  @Test
  void dialogue_floodingPeer_isLimited() {
    try (TcpPeer peer =
        TcpPeer.serving(Script.reply(bytes("x")).thenFlood(bytes("y".repeat(8_192))))) {
      DialogueReport dialogue = hold(peer, Talk.Pinging::new).dialogue().orElseThrow();

      assertThat(dialogue.outcome()).as(dialogue.note()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(dialogue.cause()).isEqualTo(Cause.LIMIT);
      assertThat(dialogue.note()).isEqualTo("the peer sent more than 16 MiB");
    }
  }

  @Test
  void dialogue_misbehavingPlugIn_failsAlone() {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("hello")).thenSilence())) {
      assertThat(
              failure(
                  peer,
                  started(
                      () -> {
                        throw new StackOverflowError();
                      })))
          .contains("'talk' threw in start(): java.lang.StackOverflowError");
      assertThat(failure(peer, started(() -> null))).contains("returned null");
      assertThat(failure(peer, () -> null)).contains("returned null from open()");
      assertThat(failure(peer, started(StreamDialogueTest::sendForEver)))
          .contains("more than 4 MiB");
    }
  }

  private String failure(TcpPeer peer, Supplier<Dialogue> dialogue) {
    DialogueReport report = hold(peer, dialogue).dialogue().orElseThrow();
    assertThat(report.outcome()).isIn(Outcome.FAILED, Outcome.INCOMPLETE);
    return report.note();
  }

  private static Supplier<Dialogue> started(Supplier<Step> start) {
    return () ->
        new Talk.Pinging() {
          @Override
          public Step start() {
            return start.get();
          }
        };
  }

  private static Step sendForEver() {
    Step step = Step.await();
    for (int i = 0; i < 260; i++) {
      step = Step.send(ByteBuffer.allocate(16_384), step);
    }
    return step;
  }

  @Test
  void tlsPort_handshakeCompletes_reportsCertificate() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer =
        TcpPeer.tls(
            identity.context(),
            Script.expect(bytes("ping\n")).reply(bytes("pong\n")).thenSilence())) {
      ProbeReport report = hold(peer, Talk.Pinging::new, true);

      TlsInfo facts = report.finding(Talk.Heard.class).orElseThrow().tls().orElseThrow();
      assertThat(facts.version()).isEqualTo("TLSv1.3");
      assertThat(facts.certificates()).containsExactly(identity.certificate());
      assertThat(facts.untrustedReason()).isPresent();
    }
  }

  @Test
  void tlsPort_peerWithoutTls_failsAndPortListens() {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("220 hello\r\n")).thenSilence())) {
      DialogueReport dialogue = hold(peer, Talk.Pinging::new, true).dialogue().orElseThrow();

      assertThat(dialogue.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(dialogue.cause()).isEqualTo(Cause.TLS);
      assertThat(dialogue.note()).contains("TLS handshake failed");
      assertThat(dialogue.failure()).isPresent();
    }
  }

  @Test
  void tlsPort_peerThatResets_isNotedAsReset() {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              in.read(); // the first byte of the ClientHello, the rest stays unread
              throw TcpPeer.reset();
            })) {
      DialogueReport dialogue = hold(peer, Talk.Pinging::new, true).dialogue().orElseThrow();

      assertThat(dialogue.note()).contains("the peer reset the connection");
    }
  }

  /** Says {@code start tls}, and after consent pings inside. */
  private static final class StartingTls extends Talk.Pinging {
    private boolean sent;

    @Override
    public Step start() {
      return Step.send(bytes("start tls\n"));
    }

    @Override
    public Step secured(TlsInfo facts) {
      super.secured(facts);
      return Step.send(bytes("ping\n"));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      if (!sent) {
        sent = true;
        return Step.startTls();
      }
      return super.received(bytes);
    }
  }

  @Test
  void startTls_requestedByProtocol_continuesOverTls() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer =
        TcpPeer.startTls(
            Script.expect(bytes("start tls\n")).reply(bytes("go\n")).thenClose(),
            identity.context(),
            Script.expect(bytes("ping\n")).reply(bytes("pong\n")).thenSilence())) {
      ProbeReport report = hold(peer, StartingTls::new);

      Talk.Heard heard = report.finding(Talk.Heard.class).orElseThrow();
      assertThat(heard.words()).isEqualTo("pong");
      assertThat(heard.tls()).isPresent();
      assertThat(report.dialogue().orElseThrow().tlsFirst()).isFalse();
    }
  }

  @Test
  void tls_overUdp_isRejected() {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().ioMode(ioMode).build()) {
      assertThatThrownBy(() -> client.udp("127.0.0.1", 9).tls())
          .hasMessage("tls: udp://127.0.0.1:9 (expected: over TCP)");
    }
  }
}
