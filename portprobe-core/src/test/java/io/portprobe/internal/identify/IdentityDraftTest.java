package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.identify.Candidates.Recognition;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityDraftTest {
  private static final Finding FINDING = () -> List.of("finding");

  private final IdentityDraft draft =
      new IdentityDraft(Endpoint.tcp("localhost", 4711), new PlugInFailures());
  private final Candidate ssh = TestCandidates.greets("ssh");
  private final Recognition recognition = new Recognition(ssh, ServiceFacts.of("secure shell"));

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void unnamed_withoutEvidence_describesTheVerdict() {
    assertThat(draft.unnamed(Verdict.SILENT, 3).evidence())
        .isEqualTo("the peer sent nothing on 3 connections");
    assertThat(draft.unnamed(Verdict.CLOSES, 3).evidence())
        .isEqualTo("the peer closed 3 connections without data");
  }

  @Test
  void unnamed_afterTheDeadline_isReportedSo() {
    draft.onDeadline();

    assertThat(draft.unnamed(Verdict.SILENT, 1).evidence())
        .isEqualTo(
            "the peer sent nothing on 1 connection, and the deadline ended the identification"
                + " early");
    assertThat(draft.unnamed(Verdict.CLOSES, 2).evidence())
        .isEqualTo(
            "the peer closed 2 connections without data, and the deadline ended the"
                + " identification early");
  }

  @Test
  void unnamed_silentOverTls_hasTheRequestOfACertificate() {
    draft.tls(tls(false));
    assertThat(draft.unnamed(Verdict.UNKNOWN, 3).evidence())
        .isEqualTo("the peer sent nothing over TLS");

    draft.tls(tls(true));
    assertThat(draft.unnamed(Verdict.UNKNOWN, 3).evidence())
        .isEqualTo("the peer sent nothing over TLS, and requested a client certificate");

    draft.onReceived(text("hello\r\n"));
    assertThat(draft.unnamed(Verdict.UNKNOWN, 3).evidence())
        .isEqualTo("the peer sent data that no protocol recognises");
  }

  private static TlsInfo tls(boolean clientCertificateRequested) {
    return TlsInfo.builder()
        .complete(true)
        .version("TLSv1.3")
        .clientCertificateRequested(clientCertificateRequested)
        .build();
  }

  @Test
  void unnamed_withEvidence_quotesBytesOfThePeer() {
    draft.onReceived(text("hello\r\n"));
    draft.evidence("the greeting: ", text("hello\r\n"));

    DefaultServiceIdentity identity = draft.unnamed(Verdict.UNKNOWN, 1);

    assertThat(identity.evidence()).startsWith("the greeting: ").contains("hello");
    assertThat(identity.evidence()).doesNotContain("\r").doesNotContain("\n");
    assertThat(identity.firstBytes()).isEqualTo(text("hello\r\n"));
  }

  @Test
  void evidence_longBytes_areCut() {
    draft.evidence("the greeting: ", text("x".repeat(5_000)));

    assertThat(draft.unnamed(Verdict.UNKNOWN, 1).evidence()).hasSizeLessThan(200);
  }

  @Test
  void recognised_hasFactsOfTheRecognition() {
    DefaultServiceIdentity identity = draft.recognised(recognition, 1);

    assertThat(identity.confidence()).isEqualTo(Confidence.RECOGNISED);
    assertThat(identity.service()).contains("secure shell");
  }

  @Test
  void confirmed_findingWithoutFacts_usesThoseOfTheRecognition() {
    DefaultServiceIdentity identity =
        draft.confirmed(ssh, Optional.of(FINDING), Optional.of(recognition), 1);

    assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
    assertThat(identity.facts()).isEqualTo(recognition.facts());
    assertThat(identity.evidence()).contains("has a finding");
  }

  @Test
  void confirmed_recognitionOfAnotherProtocol_isNotUsed() {
    DefaultServiceIdentity identity =
        draft.confirmed(
            TestCandidates.greets("ftp"), Optional.empty(), Optional.of(recognition), 1);

    assertThat(identity.facts()).isEqualTo(ServiceFacts.none());
    assertThat(identity.evidence()).isEqualTo("the peer refused a request of the protocol ftp");
  }
}
