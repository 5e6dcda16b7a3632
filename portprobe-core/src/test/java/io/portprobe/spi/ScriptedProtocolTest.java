package io.portprobe.spi;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ScriptedProtocolTest {
  private static final Protocol SSH =
      Protocols.banner("ssh", 22, "SSH-2[.]0-(?<software>\\S+)( (?<comment>.*))?");

  private static ProbeReport report(Protocol protocol, Endpoint endpoint) {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().protocol(protocol).build()) {
      return client.probe(endpoint).as(protocol.name()).timeout(ofSeconds(20)).report().join();
    }
  }

  private static String mismatch(Protocol protocol, TcpPeer peer) {
    return note(protocol, peer, Cause.MISMATCH, Outcome.MISMATCH);
  }

  private static String closed(Protocol protocol, TcpPeer peer) {
    return note(protocol, peer, Cause.PEER_CLOSED, Outcome.INCOMPLETE);
  }

  private static String note(Protocol protocol, TcpPeer peer, Cause cause, Outcome outcome) {
    DialogueReport dialogue = report(protocol, endpointOf(peer)).dialogue().orElseThrow();
    assertThat(dialogue.cause()).isEqualTo(cause);
    assertThat(dialogue.outcome()).isEqualTo(outcome);
    return dialogue.note();
  }

  @Test
  void banner_matches_keepsLineAndGroups() {
    try (TcpPeer peer = saying("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\nbinary \0 rest")) {
      ScriptFinding finding =
          report(SSH, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow();
      assertThat(finding.received()).containsExactly("SSH-2.0-OpenSSH_9.2p1 Debian-2");
      assertThat(finding.values())
          .containsExactly(
              Map.entry("software", "OpenSSH_9.2p1"), Map.entry("comment", "Debian-2"));
      assertThat(finding.complete()).isTrue();
      assertThat(finding.lines())
          .containsExactly(
              "ssh says: SSH-2.0-OpenSSH_9.2p1 Debian-2",
              "software: OpenSSH_9.2p1",
              "comment: Debian-2");
    }
  }

  @Test
  void groupsOfFacts_areFactsOfTheFinding() {
    try (TcpPeer peer = saying("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")) {
      Protocol named =
          Protocols.banner(
              "ssh", 22, "SSH-2[.]0-(?<product>[^_]+)_(?<version>\\S+) (?<system>\\w+)-2");

      assertThat(report(named, endpointOf(peer)).findings().get(0).facts())
          .hasToString("ssh, OpenSSH, 9.2p1, Debian");
      assertThat(report(SSH, endpointOf(peer)).findings().get(0).facts()).hasToString("ssh");
    }
  }

  @Test
  void volatileReceived_leavesTheValuesToCompare() {
    try (TcpPeer peer = saying("220 dictd 1.13 <7.1795917627@vm>\r\n")) {
      ProtocolScript script =
          Protocols.script("dict").tcp(2628).expect("220 (?<product>\\S+) (?<version>\\S+) .*");
      Finding plain = report(script.build(), endpointOf(peer)).findings().get(0);
      Finding stable =
          report(script.volatileReceived().build(), endpointOf(peer)).findings().get(0);

      assertThat(plain.facts().volatileComponents()).isEmpty();
      assertThat(plain.lines()).noneMatch(plain.facts()::isVolatile);
      assertThat(stable.facts()).hasToString("dict, dictd, 1.13");
      assertThat(stable.facts().volatileComponents()).containsExactly("received");
      assertThat(stable.lines()).isEqualTo(plain.lines());
      assertThat(stable.lines().stream().filter(line -> !stable.facts().isVolatile(line)))
          .containsExactly("product: dictd", "version: 1.13");
      assertThat(stable.toJson()).isEqualTo(plain.toJson());
      assertThat(stable).hasToString(plain.toString());
    }
  }

  @Test
  void banner_otherLine_isMismatchWithSafeText() {
    try (TcpPeer peer = saying("220 \u001b[2Jhello\r\n")) {
      assertThat(mismatch(Protocols.banner("pop3", 110, "[+]OK.*"), peer))
          .isEqualTo("expected a line like [+]OK.*, received '220 \\u001b[2Jhello'");
    }
  }

  @Test
  void banner_peerCloses_isIncompleteWithPartialLine() {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("+O")).thenClose())) {
      assertThat(closed(Protocols.banner("pop3", 110, "[+]OK.*"), peer))
          .isEqualTo("expected a line like [+]OK.*, but the peer closed the connection after '+O'");
    }
  }

  @Test
  void lastLine_withoutLineEnd_isALine() {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("HELLO\nfree: 7")).thenClose())) {
      Protocol quota =
          Protocols.script("quota").tcp(1).expect("HELLO").expect("free: (?<free>\\d+)").build();
      ScriptFinding finding =
          report(quota, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow();
      assertThat(finding.values()).containsExactly(Map.entry("free", "7"));
      Protocol longer = Protocols.script("longer").tcp(1).expect("HELLO").expect("used.*").build();
      assertThat(closed(longer, peer))
          .isEqualTo(
              "expected a line like used.*, but the peer closed the connection after 'free: 7'");
    }
  }

  @Test
  void prompt_inPieces_continuesAfterIt() throws Exception {
    Protocol telnet =
        Protocols.script("telnet")
            .tcp(23)
            .expectPrompt(".*?(?<host>\\w+) login: ")
            .send("guest\r\n")
            .expectPrompt("Password: ")
            .build();
    Script server =
        Script.builder()
            .drip(bytes("Welcome\r\ndb7 login: "), ofMillis(1))
            .expect(bytes("guest\r\n"))
            .reply(bytes("Password: "))
            .thenSilence();
    try (TcpPeer peer = TcpPeer.serving(server)) {
      ScriptFinding finding =
          report(telnet, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow();
      assertThat(finding.values()).containsExactly(Map.entry("host", "db7"));
      assertThat(finding.received()).containsExactly("Welcome\r\ndb7 login: ", "Password: ");
      assertThat(peer.failures()).isEmpty();
    }
    Protocol other = Protocols.script("other").tcp(1).expectPrompt("login: ").build();
    try (TcpPeer peer = saying("Password: ")) {
      assertThat(mismatch(other, peer))
          .isEqualTo("expected a prompt like login: , received 'Password: '");
    }
    try (TcpPeer peer = TcpPeer.flooding(bytes("x"))) {
      Protocol never = Protocols.script("never").tcp(1).expectPrompt("x*y").build();
      assertThat(mismatch(never, peer)).startsWith("expected a prompt like x*y, received 'xxx");
    }
  }

  @Test
  void lines_tooLongOrTooMany_areMismatch() {
    try (TcpPeer peer = TcpPeer.flooding(bytes("x"))) {
      assertThat(mismatch(SSH, peer)).endsWith("received a line of more than 4096 bytes");
    }
    Protocol patient = Protocols.script("patient").tcp(1).expectThrough("never").build();
    try (TcpPeer peer = TcpPeer.flooding(bytes("x\n"))) {
      assertThat(mismatch(patient, peer)).isEqualTo("expected a line like never, received 'x'");
    }
    try (TcpPeer peer = TcpPeer.flooding(bytes("x".repeat(999) + "\n"))) {
      assertThat(mismatch(patient, peer)).endsWith("received more than 65536 bytes");
    }
  }

  @Test
  void script_sendsAndExpects_skipsOtherLines() throws Exception {
    Protocol smtp =
        Protocols.script("smtp")
            .tcp(25)
            .expect("220[ -](?<host>\\S+).*")
            .send("EHLO portprobe\r\n")
            .expectThrough("250 .*")
            .send("QUIT\r\n")
            .build();
    Script server =
        Script.reply(bytes("220 mail.example ESMTP\r\n"))
            .expect(bytes("EHLO portprobe\r\n"))
            .reply(bytes("250-mail.example\r\n250-SIZE\r\n250 HELP\r\n"))
            .expect(bytes("QUIT\r\n"))
            .thenClose();
    try (TcpPeer peer = TcpPeer.serving(server)) {
      ScriptFinding finding =
          report(smtp, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow();
      assertThat(finding.received()).containsExactly("220 mail.example ESMTP", "250 HELP");
      assertThat(peer.awaitClosed(ofSeconds(20))).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void script_bytesAndStartTls_completes() {
    Protocol postgres =
        Protocols.script("postgresql")
            .tcp(5432)
            .send(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f})
            .expectBytes(1, "(?<tls>[SN])")
            .startTls()
            .send("inside")
            .expectBytes(2, "\u00ff.")
            .build();
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    TcpPeer.Conversation before =
        (in, out) -> {
          assertThat(in.readNBytes(8)).hasSize(8);
          out.write('S');
        };
    Script inside = Script.expect(bytes("inside")).reply(new byte[] {-1, '\n'}).thenSilence();
    try (TcpPeer peer = TcpPeer.startTls(before, identity.context(), inside)) {
      ScriptFinding finding =
          report(postgres, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow();
      assertThat(finding.values()).containsExactly(Map.entry("tls", "S"));
      assertThat(finding.tls().orElseThrow().certificates())
          .containsExactly(identity.certificate());
      assertThat(finding.lines())
          .startsWith("postgresql says: S", "postgresql says: \u00ff\\n")
          .last()
          .asString()
          .startsWith("TLS: TLSv1.3, ");
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void script_dataBeforeTheTlsHandshake_isMismatch() {
    Protocol postgres =
        Protocols.script("postgresql")
            .tcp(5432)
            .send("hello")
            .expectBytes(1, "S")
            .startTls()
            .expectBytes(1, ".")
            .build();
    Script server = Script.expect(bytes("hello")).reply(bytes("Sx")).thenSilence();
    try (TcpPeer peer = TcpPeer.serving(server)) {
      assertThat(mismatch(postgres, peer)).isEqualTo("the peer sent data before the TLS handshake");
    }
  }

  @Test
  void script_overUdp_ignoresOtherDatagrams() {
    Protocol echo = Protocols.script("echo").udp(7).send("hello").expect("hello").build();
    UdpPeer.Responder answers = request -> List.of(bytes("nonsense"), new byte[0], request);
    try (UdpPeer peer = UdpPeer.responding(answers)) {
      assertThat(
              report(echo, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow().received())
          .containsExactly("hello");
    }
  }

  @Tag("slow")
  @Test
  void script_deadline_keepsPartialFinding() {
    Protocol two = Protocols.script("two").tcp(1).expect("one").expect("two").build();
    try (TcpPeer peer = saying("one\n");
        ProbeClient client = ProbeClient.builder().withoutDiscovery().protocol(two).build()) {
      ProbeReport report =
          client.probe(endpointOf(peer)).as("two").timeout(ofSeconds(2)).report().join();
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(report.findings().get(0).lines()).containsExactly("two says: one", "(incomplete)");
    }
  }

  /** A finding of one's own. */
  record Version(String number) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("version " + number);
    }
  }

  /** As a jar declares it. */
  static final class Memcached extends ScriptedProtocol {
    Memcached() {
      super(
          Protocols.script("memcached")
              .tcp(11211)
              .send("version\r\n")
              .expect("VERSION (?<version>\\S+)")
              .finding(heard -> new Version(heard.values().getOrDefault("version", "?"))));
    }
  }

  @Test
  void subclass_ownFinding_isReported() {
    try (TcpPeer peer =
        TcpPeer.serving(
            Script.expect(bytes("version\r\n")).reply(bytes("VERSION 1.6.18\r\n")).thenClose())) {
      assertThat(report(new Memcached(), endpointOf(peer)).finding(Version.class))
          .contains(new Version("1.6.18"));
    }
    assertThat(new Memcached()).hasToString("memcached [tcp:11211]");
  }

  @Test
  void pattern_quotedText_isNoGroup() {
    Protocol quoting = Protocols.banner("quoting", 1, "\\Q(?<no>\\E[(?<nor>](?<yes>.)");
    try (TcpPeer peer = saying("(?<no>(!\n")) {
      assertThat(
              report(quoting, endpointOf(peer)).finding(ScriptFinding.class).orElseThrow().values())
          .containsExactly(Map.entry("yes", "!"));
    }
  }

  @Test
  void script_invalid_isRejectedWithOneSentence() {
    assertThatThrownBy(() -> Protocols.script("Redis"))
        .hasMessage("name: 'Redis' (expected: 1-32 lower-case letters, digits and hyphens)");
    assertThatThrownBy(() -> Protocols.banner("x", 0, ".*"))
        .hasMessage("port: 0 (expected: 1-65535)");
    assertThatThrownBy(() -> Protocols.banner("x", 1, "("))
        .isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> Protocols.script("x").expect(".*").build())
        .hasMessage(
            "the script of 'x': ports: none (expected: at least one of tcp(), tls() and udp())");
    assertThatThrownBy(() -> Protocols.script("x").tcp(1).send("?").build())
        .hasMessage("the script of 'x': lines: no expect...() (expected: at least one)");
    assertThatThrownBy(() -> Protocols.script("x").udp(1).expect(".*").build())
        .hasMessage(
            "the script of 'x': lines: the first is no send() (expected: send() first over UDP)");
    assertThatThrownBy(() -> Protocols.script("x").udp(1).send("?").expectBytes(1, ".").build())
        .hasMessageContaining(
            "startTls(), expectBytes(), expectPrompt(), expectThrough(), expectReply() or"
                + " optional() (expected: none");
    assertThatThrownBy(() -> Protocols.script("x").tls(1).expect(".").startTls().build())
        .hasMessage("the script of 'x': lines: startTls() (expected: none where TLS comes first)");
    assertThatThrownBy(() -> Protocols.script("x").send(""))
        .hasMessage("bytes: 0 (expected: 1-65507)");
    assertThatThrownBy(() -> Protocols.script("x").expectBytes(0, ""))
        .hasMessage("count: 0 (expected: 1-4096)");
  }

  private static TcpPeer saying(String text) {
    return TcpPeer.serving(Script.reply(bytes(text)).thenSilence());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Protocol smtp() {
    return Protocols.script("smtp")
        .tcp(25)
        .tls(465)
        .expectReply("220[ -](?<name>\\S+).*")
        .send("EHLO ${host} ${name}\r\n")
        .expectReply("250[ -].*")
        .send("STARTTLS\r\n")
        .optional(part -> part.expect("220 .*").send("unreachable\r\n"))
        .send("QUIT\r\n")
        .expect("221 .*")
        .build();
  }

  @Test
  void reply_hasAllLines_andAnOptionalPartIsSkipped() {
    Script script =
        Script.reply(bytes("220-mail.example\r\n220 mail.example ready\r\n"))
            .expect(bytes("EHLO 127.0.0.1 mail.example\r\n"))
            .reply(bytes("250-PIPELINING\r\n250-SIZE\r\n250 CHUNKING\r\n"))
            .expect(bytes("STARTTLS\r\n"))
            .reply(bytes("502 no TLS here\r\n"))
            .expect(bytes("QUIT\r\n"))
            .reply(bytes("221 bye\r\n"))
            .thenClose();
    try (TcpPeer peer = TcpPeer.serving(script)) {
      ScriptFinding finding =
          report(smtp(), Endpoint.tcp("127.0.0.1", peer.port()))
              .finding(ScriptFinding.class)
              .orElseThrow();
      assertThat(finding.complete()).isTrue();
      assertThat(finding.received())
          .containsExactly(
              "220-mail.example",
              "220 mail.example ready",
              "250-PIPELINING",
              "250-SIZE",
              "250 CHUNKING",
              "502 no TLS here",
              "221 bye");
    }
  }

  @Test
  void capturedText_isSentWithoutControlCharacters() {
    Protocol echo =
        Protocols.script("echo")
            .tcp(1)
            .expect("(?s)<(?<token>.*)>")
            .send("${token}\n")
            .expect("ok")
            .build();
    Script script =
        Script.reply(bytes("<a\tb\rc>\n")).expect(bytes("abc\n")).reply(bytes("ok\n")).thenClose();
    try (TcpPeer peer = TcpPeer.serving(script)) {
      assertThat(report(echo, endpointOf(peer)).finding(ScriptFinding.class)).isPresent();
    }
  }

  @Test
  void placeWithoutAGroup_andPartWithoutAnExpectation_areRejected() {
    assertThatThrownBy(() -> Protocols.script("a").send("${later}"))
        .hasMessage("text: ${later} (expected: ${host}, or a group of an earlier expression)");
    assertThatThrownBy(() -> Protocols.script("a").optional(part -> part.send("x")))
        .hasMessageStartingWith("part: begins with no expectation");
  }
}
