package io.portprobe.protocols.internal.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.tls.Tls;
import io.portprobe.protocols.tls.TlsResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsDialogueTest {
  private static final Protocol TLS = new TlsProtocol();

  private final TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 5000);

  private static TlsFailure failure(String reason, String plaintext) {
    return TlsFailure.of(
        reason,
        TlsInfo.builder().complete(false).build(),
        ByteBuffer.wrap(plaintext.getBytes(US_ASCII)));
  }

  private static TlsInfo info(String version) {
    return TlsInfo.of(version, "TLS_X", List.of(), Optional.empty());
  }

  private static TlsResult finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (TlsResult) ((Step.Finish) step).finding();
  }

  /** Runs the connections with one ClientHello each, against a server of some versions. */
  private static TlsResult run(Dialogue dialogue, Step first, Set<Integer> versions) {
    Step step = first;
    while (step instanceof Step.Reconnect) {
      Step.Send hello = (Step.Send) dialogue.connected();
      step = dialogue.received(ServerBytes.replyTo(hello.bytes(), versions));
    }
    return finding(step);
  }

  @Test
  void anyPort_startsWithTheHandshake() {
    assertThat(TLS.open(context).start()).isEqualTo(Step.startTls());
  }

  @Test
  void handshake_isTheFinding() {
    TlsResult result = finding(TLS.open(context).secured(info("TLSv1.3")));
    assertThat(result.complete()).isTrue();
    assertThat(result.version()).contains("TLSv1.3");
    assertThat(result.lines()).containsExactly("TLSv1.3, TLS_X");
    assertThat(result.acceptedVersions()).isEmpty();
  }

  @Test
  void options_areOffered() {
    Dialogue dialogue =
        TLS.open(
            context
                .with(Tls.ALPN, "h2,http/1.1")
                .with(Tls.VERSIONS, "TLSv1.2")
                .with(Tls.SERVER_NAME, "www.example"));
    assertThat(dialogue.tlsSettings().alpn()).containsExactly("h2", "http/1.1");
    assertThat(dialogue.tlsSettings().versions()).containsExactly("TLSv1.2");
    assertThat(dialogue.tlsSettings().serverName(Optional.empty())).contains("www.example");
    context.with(Tls.SERVER_NAME, "-");
    assertThat(dialogue.tlsSettings().serverName(Optional.of("x"))).isEmpty();
  }

  @Test
  void allVersions_areTestedExceptTheKnownOne() {
    Dialogue dialogue = TLS.open(context.with(Tls.ALL_VERSIONS, true));
    TlsResult result = run(dialogue, dialogue.secured(info("TLSv1.2")), Set.of(0x0301, 0x0303));
    assertThat(result.acceptedVersions()).containsExactly("TLSv1.2", "TLSv1");
    assertThat(result.rejectedVersions()).containsExactly("TLSv1.3", "TLSv1.1", "SSLv3");
  }

  @Test
  void serverThatChoosesALowerVersion_rejectsTheOfferedOne() {
    Dialogue dialogue = TLS.open(context.with(Tls.ALL_VERSIONS, true));
    Step step = dialogue.secured(info("TLSv1.3"));
    while (step instanceof Step.Reconnect) {
      var unused = dialogue.connected();
      step = dialogue.received(ServerBytes.hello(0x0300));
    }
    assertThat(finding(step).acceptedVersions()).containsExactly("TLSv1.3", "SSLv3");
  }

  @Test
  void failedHandshake_reportsTheAlert() {
    Dialogue dialogue = TLS.open(context);
    assertThat(dialogue.tlsFailed(failure("no cipher in common", ""))).isEqualTo(Step.reconnect());
    var unused = dialogue.connected();
    TlsResult result = finding(dialogue.received(ServerBytes.alert(40)));
    assertThat(result.complete()).isFalse();
    assertThat(result.failure()).contains("no cipher in common");
    assertThat(result.alert()).contains("handshake_failure (40)");
    assertThat(result.lines())
        .containsExactly(
            "TLS handshake refused: no cipher in common",
            "alert of the server: handshake_failure (40)");
  }

  @Test
  void serverOfADisabledVersion_isAFinding() {
    Dialogue dialogue = TLS.open(context.with(Tls.ALL_VERSIONS, true));
    TlsResult result =
        run(dialogue, dialogue.tlsFailed(failure("protocol version", "")), Set.of(0x0301));
    assertThat(result.complete()).isFalse();
    assertThat(result.acceptedVersions()).containsExactly("TLSv1");
    assertThat(result.rejectedVersions()).containsExactly("TLSv1.3", "TLSv1.2", "TLSv1.1");
  }

  @Test
  void plaintext_isAMismatch() {
    Step step = TLS.open(context).tlsFailed(failure("not TLS", "SSH-2.0-x"));
    assertThat(((Step.Mismatch) step).why()).isEqualTo("expected TLS, received \"SSH-2.0-x\"");
  }

  @Test
  void silenceAfterAFailure_isAMismatch() {
    Dialogue dialogue = TLS.open(context);
    var unused = dialogue.tlsFailed(failure("closed", ""));
    var unusedHello = dialogue.connected();
    assertThat(dialogue.partial()).isEmpty();
    assertThat(((Step.Mismatch) dialogue.closed()).why()).isEqualTo("closed");
    assertThat(((Step.Mismatch) dialogue.silent()).why()).isEqualTo("closed");
  }

  @Test
  void recognise_acceptsAlertsAndServerHellosOnly() {
    assertThat(TLS.recognise(ServerBytes.alert(70))).isPresent();
    assertThat(TLS.recognise(ServerBytes.hello13())).isPresent();
    assertThat(TLS.recognise(ServerBytes.hello(0x0301))).isPresent();
    for (String other :
        List.of(
            "15",
            "1503030002",
            "15030300020299",
            "15030300020546",
            "150303000302461111",
            "1603030004010000",
            "160303000402000000",
            "53534800")) {
      assertThat(TLS.recognise(ServerBytes.hex(other))).as(other).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "www.example"})
  void clientHello_lengthsAreConsistent(String name) {
    for (TlsVersion version : TlsVersion.ALL) {
      byte[] hello = ClientHello.encode(List.of(version), name, new SplittableRandom(1));
      ByteBuffer bytes = ByteBuffer.wrap(hello);
      assertThat(bytes.getShort(3)).isEqualTo((short) (hello.length - 5));
      assertThat(bytes.getShort(7)).isEqualTo((short) (hello.length - 9));
      assertThat(new String(hello, US_ASCII).contains("www.example"))
          .isEqualTo(!name.isEmpty() && version != TlsVersion.SSL_3_0);
    }
  }
}
