package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.Reason;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.testing.contract.ContractRow.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContractExpectationsTest extends ContractCheckFixture {
  @Test
  @DisplayName("A blocked port is met by a refusal, and not by a listener")
  void blocked() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      assertThat(row(ContractEntry.blocked(endpointOf(closed))).verdict()).isEqualTo(Verdict.MET);
      ContractRow unmet = row(ContractEntry.blocked(endpointOf(open)));
      assertThat(unmet.expectation()).isEqualTo(endpointOf(open) + " is blocked");
      assertThat(texts(unmet)).containsExactly("state: expected blocked | seen LISTENING");
      assertThat(unmet.message())
          .startsWith("Expected " + endpointOf(open) + " to be blocked, but");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A dropped TCP port is blocked, and a silent UDP port is not proven to be")
  void blockedSilently() {
    try (TcpPeer dropped = TcpPeer.blackHole();
        UdpPeer silent = UdpPeer.silent()) {
      ContractReport report =
          ContractCheck.of(client)
              .within(ofSeconds(2))
              .check(
                  NetworkContract.of(
                      ContractEntry.blocked(endpointOf(dropped)),
                      ContractEntry.blocked(endpointOf(silent))))
              .join();

      assertThat(report.rows())
          .extracting(ContractRow::verdict)
          .containsExactly(Verdict.MET, Verdict.UNMET);
      assertThat(report.rows().get(1).message()).contains("which is not proven");
    }
  }

  @Test
  @DisplayName("All mismatches of a port are listed, each beside what was seen")
  void allMismatches() {
    try (TcpPeer peer = TcpPeer.serving(Script.expectAnything().reply(bytes("ok")).thenSilence())) {
      ContractRow row =
          row(
              listening(endpointOf(peer))
                  .withReason(Reason.REPLIED)
                  .withProtocol("parrot")
                  .withLines(List.of("word: yes"))
                  .withValues(Map.of("length", "3", "colour", "red")));

      assertThat(texts(row))
          .containsExactly(
              "reason: expected replied | seen accepted",
              "lines: expected 'word: yes' | seen 'word: ok'",
              "values.colour: expected 'red' | seen no such component",
              "values.length: expected '3' | seen '2'");
      assertThat(row.message()).contains(texts(row));
    }
  }

  @Test
  @DisplayName("Options reach the protocol, with and without its prefix")
  void options() {
    try (UdpPeer echo = UdpPeer.responding(request -> List.of(request))) {
      for (String name : List.of("word", "parrot.word")) {
        ContractEntry entry =
            listening(endpointOf(echo))
                .withProtocol("parrot")
                .withValues(Map.of("word", "hello"))
                .withProbe(ContractProbe.standard().withOptions(Map.of(name, "hello")));
        assertThat(row(entry).verdict()).isEqualTo(Verdict.MET);
      }
    }
  }

  @Test
  @DisplayName("An unknown option is rejected with its line before any probe")
  void unknownOption() {
    ContractEntry entry =
        listening(Endpoint.tcp("127.0.0.1", 1))
            .withProtocol("parrot")
            .withProbe(ContractProbe.standard().withOptions(Map.of("colour", "red")))
            .withOrigin("c.yaml:7");
    assertThatThrownBy(() -> row(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("c.yaml:7: option: 'parrot.colour' (expected: ");
  }

  @Test
  @DisplayName("A payload is sent over TCP and UDP, and the answer must contain the bytes")
  void payload() {
    try (TcpPeer tcp =
            TcpPeer.serving(
                Script.expect(bytes("PING\r\n")).reply(bytes("+PONG\r\n")).thenSilence());
        UdpPeer udp = UdpPeer.responding(request -> List.of(bytes("+PONG")))) {
      ContractProbe ping = ContractProbe.standard().withPayload(ContractPayload.ofText("PING\r\n"));
      ContractPayload pong = ContractPayload.ofText("PONG");
      assertThat(row(listening(endpointOf(tcp)).withAnswerTo(ping, pong)).verdict())
          .isEqualTo(Verdict.MET);
      assertThat(row(listening(endpointOf(udp)).withAnswerTo(ping, pong)).verdict())
          .isEqualTo(Verdict.MET);
      assertThat(row(listening(endpointOf(udp)).withProbe(ping)).verdict()).isEqualTo(Verdict.MET);
    }
  }

  @Test
  @DisplayName("Another answer is a mismatch that shows what the peer sent")
  void otherAnswer() {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("500 no\u0007\r\n")).thenClose())) {
      ContractRow row = row(listening(endpointOf(peer)).withAnswer(ContractPayload.ofText("220 ")));

      assertThat(texts(row))
          .containsExactly("answer: expected contains '220 ' | seen '500 no\\u0007\\r\\n'");
    }
  }

  @Test
  @DisplayName("A certificate is checked for its days, names, issuer and trust")
  void certificate() {
    Instant now = Instant.now();
    TlsIdentity identity =
        TlsIdentity.selfSigned(
            now.minus(1, ChronoUnit.DAYS),
            now.plus(20, ChronoUnit.DAYS),
            "*.corp.example",
            "127.0.0.1");
    try (TcpPeer peer = TcpPeer.tls(identity.context(), Script.reply(bytes("x")).thenSilence())) {
      ContractEntry entry = listening(endpointOf(peer));
      CertificateExpectation good =
          CertificateExpectation.validFor(19)
              .withNames("db.corp.example", "127.0.0.1")
              .withIssuer("CORP.example")
              .withTrust(false);
      CertificateExpectation bad =
          CertificateExpectation.ofNames("corp.example", "a.b.corp.example")
              .withDaysLeft(30)
              .withIssuer("Other CA")
              .withTrust(true);

      assertThat(row(entry.withCertificate(good)).message()).isEmpty();
      List<String> differences = texts(row(entry.withCertificate(bad)));
      assertThat(differences).hasSize(5);
      assertThat(differences.get(0))
          .startsWith("certificate.days-left: expected at least 30 | seen 19, until ");
      assertThat(differences.get(1))
          .isEqualTo("certificate.names: expected corp.example | seen *.corp.example, 127.0.0.1");
      assertThat(differences.get(3))
          .isEqualTo("certificate.issuer: expected 'Other CA' | seen CN=*.corp.example");
      assertThat(differences.get(4))
          .startsWith("certificate.trusted: expected true | seen false, ");
    }
  }

  @Test
  @DisplayName("A port without TLS does not meet an expectation of TLS")
  void noTls() {
    try (TcpPeer peer =
        TcpPeer.serving(Script.expectAnything().reply(bytes("HTTP/1.1 400\r\n\r\n")).thenClose())) {
      ContractRow row =
          row(listening(endpointOf(peer)).withProbe(ContractProbe.standard().withTls(true)));
      assertThat(texts(row))
          .singleElement()
          .asString()
          .startsWith("tls: expected a complete TLS handshake | seen failed, ");
    }
  }
}
