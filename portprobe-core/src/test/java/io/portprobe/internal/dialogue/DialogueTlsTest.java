package io.portprobe.internal.dialogue;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static io.portprobe.internal.dialogue.DialogueProbes.client;
import static io.portprobe.internal.dialogue.DialogueProbes.echo;
import static io.portprobe.internal.dialogue.DialogueProbes.heard;
import static io.portprobe.internal.dialogue.DialogueProbes.only;
import static io.portprobe.internal.dialogue.DialogueProbes.say;
import static io.portprobe.internal.dialogue.DialogueProbes.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.internal.dialogue.DialogueProbes.Listening;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DialogueTlsTest {
  private static TcpPeer tlsPeer(TlsIdentity identity) {
    return TcpPeer.tls(
        identity.context(),
        (in, out) -> {
          say(out, "pong\n");
          untilClosed(in);
        });
  }

  @Test
  void plaintextAnswerToAHandshake_isReportedWithItsText() {
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  say(out, "220 mail.example ESMTP\r\n");
                  untilClosed(in);
                });
        ProbeClient client = client(Binding.tcp(9), context -> new Talk.Pinging())) {
      Attempt attempt = only(client.tcp("127.0.0.1", peer.port()).as("talk").tls());

      DialogueReport dialogue = attempt.dialogue().orElseThrow();
      assertThat(dialogue.cause()).isEqualTo(Cause.TLS);
      assertThat(dialogue.note()).endsWith("'220 mail.example ESMTP\\r\\n'");
      assertThat(text(dialogue.firstBytes())).isEqualTo("220 mail.example ESMTP\r\n");
    }
  }

  @Test
  void settingsOfTheCaller_takePrecedenceOverThoseOfTheProtocol_andAreReported() {
    try (TcpPeer peer = tlsPeer(TlsIdentity.selfSigned("localhost"));
        ProbeClient client =
            client(
                Binding.tls(9),
                context ->
                    new Talk.Pinging() {
                      @Override
                      public TlsSettings tlsSettings() {
                        return TlsSettings.defaults().withAlpn("a", "b").withVersions("TLSv1.3");
                      }
                    })) {
      TlsSettings settings =
          TlsSettings.defaults().withVersions("TLSv1.2").withServerName("virtual.example");
      ProbeReport report =
          client.tcp("127.0.0.1", peer.port()).as("talk").tls(settings).report().join();

      assertThat(report.tls())
          .singleElement()
          .satisfies(
              tls -> {
                assertThat(tls.complete()).isTrue();
                assertThat(tls.version()).isEqualTo("TLSv1.2");
                assertThat(tls.versionsOffered()).containsExactly("TLSv1.2");
                assertThat(tls.alpnOffered()).containsExactly("a", "b");
                assertThat(tls.alpn()).isEmpty(); // the server has no ALPN
                assertThat(tls.serverName()).contains("virtual.example");
                assertThat(tls.clientCertificateRequested()).isFalse();
                assertThat(tls.daysLeft(java.time.Instant.now())).isPresent();
              });
    }
  }

  @Test
  void certificate_isReported_alsoIfTheProtocolIsAnother() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = tlsPeer(identity);
        ProbeClient client =
            client(
                Binding.tcp(9),
                context ->
                    new Talk.Pinging() {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        return Step.mismatch("no such protocol");
                      }
                    })) {
      ProbeReport report = client.tcp("127.0.0.1", peer.port()).as("talk").tls().report().join();

      assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(Cause.MISMATCH);
      assertThat(report.dialogue().orElseThrow().tlsFirst()).isTrue();
      assertThat(report.tls())
          .singleElement()
          .satisfies(tls -> assertThat(tls.certificates()).containsExactly(identity.certificate()));
    }
  }

  @Test
  void plain_startsNoTls_onATlsPortOfTheProtocol() {
    try (TcpPeer peer = TcpPeer.serving(echo());
        ProbeClient client =
            client(
                Binding.tls(peer.port()),
                context ->
                    new Listening() {
                      @Override
                      public Step start() {
                        assertThat(context.tlsFirst()).isFalse();
                        assertThat(context.binding()).isPresent();
                        return Step.send(bytes("plain"));
                      }
                    })) {
      PortProbe plain = client.tcp("127.0.0.1", peer.port()).plain();

      assertThat(heard(only(plain))).isEqualTo("plain");
      assertThat(plain.isTlsFirst()).isFalse();
    }
  }
}
