package io.portprobe.internal.dialogue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.TlsInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS to names that the JDK rejects in the extension server_name. */
class TlsNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"plain.test", "plain.test.", "corp_dc1.test", "open_ldap", "_my_db_.test."})
  void handshake_isDone_withTheFactsOfTheCertificate(String name) {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer =
            TcpPeer.tls(
                identity.context(),
                Script.expect("ping\n".getBytes(US_ASCII))
                    .reply("pong\n".getBytes(US_ASCII))
                    .thenSilence());
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .timeout(ofSeconds(20))
                .resolver(
                    new ScriptedResolver().resolving(name, peer.address().getAddress())::resolve)
                .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
                .build()) {
      ProbeReport report = client.tcp(name, peer.port()).as("talk").tls().report().join();

      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.FINISHED);
      TlsInfo facts = report.finding(Talk.Heard.class).orElseThrow().tls().orElseThrow();
      assertThat(facts.certificates()).containsExactly(identity.certificate());
      assertThat(facts.untrustedReason()).isPresent();
    }
  }

  @Test
  void handshake_withoutAProtocol_reportsTheCertificate() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer =
            TcpPeer.tls(identity.context(), Script.reply("x".getBytes(US_ASCII)).thenSilence());
        ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      PortProbe probe = client.tcp("127.0.0.1", peer.port()).timeout(ofSeconds(20)).tls();
      ProbeReport report = probe.report().join();

      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.FINISHED);
      assertThat(report.tls())
          .singleElement()
          .satisfies(tls -> assertThat(tls.certificates()).containsExactly(identity.certificate()));
      assertThat(report.explain())
          .contains("The protocol tls was spoken.", "certificate subject: CN=localhost");
      assertThat(probe.stateOnly().report().join().dialogue()).isEmpty();
    }
  }

  @Test
  void handshake_withAPeerThatSpeaksNoTls_fails() {
    try (TcpPeer peer =
            TcpPeer.serving(Script.reply("220 hello\r\n".getBytes(US_ASCII)).thenSilence());
        ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      ProbeReport report =
          client.tcp("127.0.0.1", peer.port()).timeout(ofSeconds(20)).tls().report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(DialogueReport.Cause.TLS);
    }
  }
}
