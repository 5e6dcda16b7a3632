package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.testing.contract.ContractRow.Verdict;
import io.portprobe.testing.junit.ConnectivityTestFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ContractCheckTest {
  private static final String PAIR = "pair.example";
  private static final ProtocolOption<String> WORD = ProtocolOption.of("parrot.word", "none");

  /** What the protocol of these tests finds: what the peer sent back. */
  public record Echo(String word, int length) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("word: " + word, "length: " + length);
    }
  }

  /** A protocol that sends the value of its option. */
  private record Parrot() implements Protocol {
    @Override
    public String name() {
      return "parrot";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(7), Binding.udp(7));
    }

    @Override
    public List<ProtocolOption<?>> options() {
      return List.of(WORD);
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Dialogue() {
        @Override
        public Step start() {
          return Step.send(context.option(WORD).getBytes(US_ASCII));
        }

        @Override
        public Step received(ByteBuffer bytes) {
          String word = US_ASCII.decode(bytes).toString();
          return Step.finish(new Echo(word, word.length()));
        }
      };
    }
  }

  private final ProbeClient client =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new Parrot())
          .resolver(
              new ScriptedResolver().resolving(PAIR, Loopback.ipv4(), Loopback.otherIpv4())
                  ::resolve)
          .timeout(ofSeconds(30))
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  private ContractRow row(ContractEntry entry) {
    return ContractCheck.of(client).check(NetworkContract.of(entry)).join().rows().get(0);
  }

  private static ContractEntry listening(Endpoint endpoint) {
    return ContractEntry.of(endpoint, PortState.LISTENING);
  }

  private static List<String> texts(ContractRow row) {
    return row.mismatches().stream().map(Mismatch::toString).toList();
  }

  @Test
  @DisplayName("A report has one row for each line, with the verdict and what was seen")
  void rows() {
    List<ContractRow> streamed = Collections.synchronizedList(new ArrayList<>());
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      ContractDetails optional = ContractDetails.none().withSeverity(Severity.OPTIONAL);
      NetworkContract contract =
          NetworkContract.of(
                  listening(endpointOf(open)),
                  listening(endpointOf(closed)),
                  listening(endpointOf(closed)).withDetails(optional.withOwner("web")),
                  listening(Endpoint.tcp("no.example", 80)),
                  listening(Endpoint.tcp("no.example", 80)).withDetails(optional))
              .withNames(List.of(NameEntry.resolving(PAIR), NameEntry.resolving("no.example")));

      ContractReport report = ContractCheck.of(client).onRow(streamed::add).check(contract).join();

      assertThat(report.rows())
          .extracting(ContractRow::verdict)
          .containsExactly(
              Verdict.MET,
              Verdict.UNMET,
              Verdict.MET,
              Verdict.UNMET,
              Verdict.OPTIONAL_UNMET,
              Verdict.FAILED,
              Verdict.OPTIONAL_UNMET);
      assertThat(streamed).isEqualTo(report.rows());
      assertThat(report.isMet()).isFalse();
      assertThat(report.count(Verdict.OPTIONAL_UNMET)).isEqualTo(2);
      assertThat(report).hasToString("2 of 7 lines met");
      ContractRow met = report.rows().get(2);
      assertThat(met.report().orElseThrow().state()).isEqualTo(PortState.LISTENING);
      assertThat(met.message()).isEmpty();
      ContractRow unmet = report.rows().get(3);
      assertThat(texts(unmet)).containsExactly("state: expected listening | seen NOT LISTENING");
      assertThat(unmet.message()).contains("to be listening, but it is NOT LISTENING (refused)");
      assertThat(report.rows().get(5).failure())
          .get()
          .isInstanceOf(UnresolvedTargetException.class);
      assertThat(report.rows().get(0).addresses())
          .containsExactly(Loopback.ipv4(), Loopback.otherIpv4());
    }
  }

  @Test
  @DisplayName("A row and a report are JSON with the report of the probe")
  void json() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      ContractReport report =
          ContractCheck.of(client)
              .check(
                  NetworkContract.of(
                      listening(endpointOf(closed))
                          .withDetails(ContractDetails.none().withTags("web").withOwner("ops"))))
              .join();

      assertThat(report.rows().get(0).toJson())
          .contains(
              "\"subject\":\"" + endpointOf(closed) + "\"",
              "\"verdict\":\"UNMET\"",
              "\"tags\":[\"web\"]",
              "\"owner\":\"ops\"",
              "{\"what\":\"state\",\"expected\":\"listening\",\"seen\":\"NOT LISTENING\"}",
              "\"report\":{\"state\":\"NOT_LISTENING\"")
          .doesNotContain("\n");
      assertThat(report.toJson()).contains("\"met\":false", "\"UNMET\":1", "\"rows\":[{");
    }
  }

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
              .within(ofMillis(300))
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

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
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
          new CertificateExpectation(
              OptionalInt.of(19),
              List.of("db.corp.example", "127.0.0.1"),
              Optional.of("CORP.example"),
              Optional.of(false));
      CertificateExpectation bad =
          new CertificateExpectation(
              OptionalInt.of(30),
              List.of("corp.example", "a.b.corp.example"),
              Optional.of("Other CA"),
              Optional.of(true));

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

  @Test
  @DisplayName("Every address counts if the line says so, and only one family if it says that")
  void addresses() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.at(Loopback.otherIpv4(), open.port()).refusing()) {
      assertThat(closed.port()).isEqualTo(open.port());
      ContractEntry pair = listening(Endpoint.tcp(PAIR, open.port()));

      assertThat(row(pair).verdict()).isEqualTo(Verdict.MET);
      ContractRow all = row(pair.withProbe(ContractProbe.standard().onAllAddresses()));
      assertThat(texts(all))
          .containsExactly(
              "state: expected listening | seen LISTENING on 127.0.0.1, NOT LISTENING on"
                  + " 127.0.0.2");
      ContractRow ipv6 =
          row(pair.withProbe(ContractProbe.standard().withAddresses(AddressSelection.IPV6)));
      assertThat(ipv6.verdict()).isEqualTo(Verdict.FAILED);
    }
  }

  @Test
  @DisplayName("A line that waits is met when the port opens")
  void waits() throws Exception {
    TcpPeer closed = TcpPeer.refusing();
    Endpoint endpoint = endpointOf(closed);
    ContractEntry entry =
        listening(endpoint).withProbe(ContractProbe.standard().waitingFor(ofSeconds(60)));

    CompletableFuture<ContractReport> report =
        ContractCheck.of(client).check(NetworkContract.of(entry));
    assertThat(report).isNotDone();
    closed.close();
    try (TcpPeer open = TcpPeer.at(Loopback.ipv4(), endpoint.port()).silent()) {
      assertThat(open.port()).isEqualTo(endpoint.port());
      assertThat(report.join().isMet()).isTrue();
    }
  }

  @Test
  @DisplayName("A line that waits keeps its last report when the time is over")
  void waitsInVain() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      ContractRow row =
          row(
              listening(endpointOf(closed))
                  .withProbe(ContractProbe.standard().waitingFor(ofMillis(100))));
      assertThat(row.verdict()).isEqualTo(Verdict.UNMET);
      assertThat(row.report().orElseThrow().state()).isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  @DisplayName("The timeout of a line takes precedence over that of the check")
  void timeout() {
    try (UdpPeer silent = UdpPeer.silent()) {
      ContractEntry entry =
          ContractEntry.of(endpointOf(silent), PortState.LISTENING_OR_FILTERED)
              .withProbe(ContractProbe.standard().withTimeout(ofMillis(400)).withRetries(1));
      ContractReport report =
          ContractCheck.of(client).within(ofSeconds(60)).check(NetworkContract.of(entry)).join();

      assertThat(report.isMet()).isTrue();
      assertThat(report.rows().get(0).report().orElseThrow().earlierTries()).hasSize(1);
    }
  }

  @Test
  @DisplayName("A check selects the lines of its vantage point and tags")
  void selection() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      ContractEntry any = ContractEntry.blocked(endpointOf(closed));
      NetworkContract contract =
          NetworkContract.of(
              any.withOrigin("all"),
              any.withOrigin("web").withDetails(ContractDetails.none().withVantages("web")),
              any.withOrigin("ops")
                  .withDetails(ContractDetails.none().withVantages("ops").withTags("db")));
      ContractCheck check = ContractCheck.of(client);

      ContractReport web = check.from("web").check(contract).join();
      assertThat(web.rows()).extracting(ContractRow::origin).containsExactly("all", "web");
      assertThat(web.skipped()).isEqualTo(1);
      assertThat(web.vantage()).contains("web");
      assertThat(check.from("ops").tagged("db").check(contract).join().rows())
          .extracting(ContractRow::origin)
          .containsExactly("ops");
      assertThatCode(() -> assertThatNetwork(client).from("ops").matches(contract))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> check.check(contract))
          .hasMessage("vantage: missing (expected: ops, web)");
      assertThatThrownBy(() -> check.from("wbe").check(contract))
          .hasMessage("vantage: 'wbe' (expected: ops, web)");
      assertThatThrownBy(() -> check.from("web").tagged("db").check(contract))
          .hasMessage(
              "tags: 'db' (expected: tags of lines for this vantage point; the contract has db)");
    }
  }

  @Test
  @DisplayName("Cancelling a check cancels its probes")
  void cancelled() {
    try (UdpPeer silent = UdpPeer.silent()) {
      CompletableFuture<ContractReport> report =
          ContractCheck.of(client)
              .check(
                  NetworkContract.of(
                      ContractEntry.of(endpointOf(silent), PortState.LISTENING_OR_FILTERED)));

      report.cancel(true);

      assertThat(report).isCancelled();
    }
  }

  @Test
  @DisplayName("An assertion ignores an optional line, and a JUnit test of it is aborted")
  void optional() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      NetworkContract contract =
          NetworkContract.of(
              listening(endpointOf(closed))
                  .withDetails(ContractDetails.none().withSeverity(Severity.OPTIONAL)));

      assertThatCode(() -> assertThatNetwork(client).matches(contract)).doesNotThrowAnyException();
      DynamicTest test =
          ConnectivityTestFactory.of(ContractCheck.of(client), contract).findFirst().orElseThrow();
      assertThatThrownBy(() -> test.getExecutable().execute())
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("to be listening, but it is NOT LISTENING");
    }
  }
}
