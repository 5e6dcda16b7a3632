package io.portprobe.testing.drift;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.JsonResult;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.contract.ContractCheck;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.testing.drift.ResultChange.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultDiffTest {
  private static final AtomicInteger CLOCK = new AtomicInteger();

  /** A part of a finding. */
  public record Field(String name, String value) {}

  /** A finding with volatile parts, and a list in random order. */
  public record Server(String version, int clock, List<Field> fields, List<String> options)
      implements Finding {
    @Override
    public List<String> lines() {
      return List.of("version: " + version);
    }

    @Override
    public ServiceFacts facts() {
      return ServiceFacts.of("server")
          .withVersion(version)
          .withVolatileComponents("clock", "fields.time");
    }
  }

  /** A protocol that reads {@code VERSION\n}. */
  private record Reader() implements Protocol {
    @Override
    public String name() {
      return "reader";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(7));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Dialogue() {
        @Override
        public Step start() {
          return Step.await();
        }

        @Override
        public Step received(ByteBuffer bytes) {
          int clock = CLOCK.incrementAndGet();
          List<String> options = clock % 2 == 0 ? List.of("a", "b") : List.of("b", "a");
          List<Field> fields = List.of(new Field("time", "" + clock), new Field("site", "x"));
          return Step.finish(
              new Server(US_ASCII.decode(bytes).toString().strip(), clock, fields, options));
        }
      };
    }
  }

  @TempDir private Path folder;

  private final ProbeClient client =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new Reader())
          .timeout(ofSeconds(30))
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  private ResultFile file(String... lines) throws IOException {
    return ResultFile.read(Files.write(folder.resolve("run.jsonl"), List.of(lines)));
  }

  private ResultFile file(JsonResult... results) throws IOException {
    return file(Arrays.stream(results).map(JsonResult::toJson).toArray(String[]::new));
  }

  private static List<Kind> kinds(List<ResultChange> changes) {
    return changes.stream().map(ResultChange::kind).toList();
  }

  private static TcpPeer server(String version) {
    return TcpPeer.serving(Script.reply((version + "\n").getBytes(US_ASCII)).thenSilence());
  }

  private ResultFile probed(Endpoint endpoint) throws IOException {
    return file(client.probe(endpoint).as("reader").report().join());
  }

  @Test
  @DisplayName("An unchanged server has no change, although clocks run and lists are reordered")
  void noNoise() throws IOException {
    try (TcpPeer peer = server("1.0")) {
      assertThat(ResultDiff.between(probed(endpointOf(peer)), probed(endpointOf(peer)))).isEmpty();
    }
  }

  private ResultFile answers(int ttl, String... texts) throws IOException {
    String answers =
        Arrays.stream(texts)
            .map(text -> text.replace("TTL", "\"ttl\":" + ttl))
            .collect(Collectors.joining(","));
    return file(
        """
        {"state":"LISTENING","reason":"REPLIED",
        "endpoint":{"transport":"UDP","host":"192.0.2.1","port":53},
        "attempts":[{"state":"LISTENING","reason":"REPLIED",
        "remote":{"address":"192.0.2.1","port":53},
        "dialogue":{"protocol":"dns","outcome":"FINISHED",
        "facts":{"volatileComponents":["answers.ttl"]},"finding":{"answers":[%s]}}}]}\
        """
            .formatted(answers)
            .replace("\n", ""));
  }

  @Test
  @DisplayName("A volatile component of each element of a list is left out")
  void noNoiseInLists() throws IOException {
    String first = "{\"name\":\"a.\",TTL,\"data\":\"1\"}";
    String second = "{\"name\":\"b.\",TTL,\"data\":\"2\"}";
    String sameName = "{\"name\":\"a.\",TTL,\"data\":\"3\"}";

    assertThat(ResultDiff.between(answers(300, first, second), answers(17, second, first)))
        .isEmpty();
    assertThat(ResultDiff.between(answers(300, first, sameName), answers(17, sameName, first)))
        .isEmpty();
    assertThat(ResultDiff.between(answers(300, first, sameName), answers(17, first)))
        .extracting(ResultChange::what)
        .contains("finding.answers");
  }

  @Test
  @DisplayName("Another version is a change of the service and of the finding")
  void version() throws IOException {
    TcpPeer old = server("1.0");
    Endpoint endpoint = endpointOf(old);
    ResultFile before = probed(endpoint);
    old.close();
    try (TcpPeer now =
        TcpPeer.at(Loopback.ipv4(), endpoint.port())
            .serving(Script.reply("2.0\n".getBytes(US_ASCII)).thenSilence())) {
      assertThat(now.port()).isEqualTo(endpoint.port());

      assertThat(ResultDiff.between(before, probed(endpoint)))
          .extracting(ResultChange::toString)
          .containsExactly(
              endpoint + ": SERVICE: service: server 1.0 -> server 2.0",
              endpoint + ": FINDING: finding.version: 1.0 -> 2.0");
    }
  }

  @Test
  @DisplayName("A port that closes and one that opens are reported in the order of their ports")
  void openedAndClosed() throws IOException {
    String open = state("a", 443, "LISTENING", "ACCEPTED");
    String closed = state("a", 80, "NOT_LISTENING", "REFUSED");
    ResultFile before = file(open, closed, state("a", 22, "FILTERED", "TIMED_OUT"));
    ResultFile after =
        file(
            state("a", 22, "FILTERED", "ADMIN_PROHIBITED"),
            state("b", 1, "LISTENING", "ACCEPTED"),
            state("a", 443, "FILTERED", "TIMED_OUT"),
            state("a", 80, "LISTENING", "ACCEPTED"));

    assertThat(ResultDiff.between(before, after))
        .extracting(ResultChange::toString)
        .containsExactly(
            "tcp://a:22: REASON: FILTERED (TIMED_OUT) -> FILTERED (ADMIN_PROHIBITED)",
            "tcp://a:80: OPENED: NOT_LISTENING (REFUSED) -> LISTENING (ACCEPTED)",
            "tcp://a:443: CLOSED: LISTENING (ACCEPTED) -> FILTERED (TIMED_OUT)",
            "tcp://b:1: ADDED: none -> LISTENING (ACCEPTED)");
    assertThat(kinds(ResultDiff.between(after, before))).contains(Kind.REMOVED);
  }

  @Test
  @DisplayName("Two vantage points are compared endpoint by endpoint, and named in each change")
  void vantagePoints() throws IOException {
    ResultFile web =
        file(
            seen("web", 22, "FILTERED", "TIMED_OUT"),
            seen("web", 80, "LISTENING", "ACCEPTED"),
            seen("web", 443, "LISTENING", "ACCEPTED"));
    ResultFile batch =
        file(
            seen("batch", 80, "LISTENING", "ACCEPTED"),
            seen("batch", 443, "FILTERED", "TIMED_OUT"),
            seen("batch", 636, "LISTENING", "ACCEPTED"));

    assertThat(ResultDiff.between(web, batch))
        .extracting(ResultChange::toString)
        .containsExactly(
            "tcp://a:22 from web -> batch: REMOVED: FILTERED (TIMED_OUT) -> none",
            "tcp://a:443 from web -> batch: CLOSED: LISTENING (ACCEPTED) -> FILTERED (TIMED_OUT)",
            "tcp://a:636 from web -> batch: ADDED: none -> LISTENING (ACCEPTED)");
  }

  @Test
  @DisplayName("A run without the name of its vantage point is compared with one that has a name")
  void namedLater() throws IOException {
    ResultFile before = file(state("a", 80, "LISTENING", "ACCEPTED"));
    ResultFile after = file(seen("web", 80, "NOT_LISTENING", "REFUSED"));

    assertThat(ResultDiff.between(before, after))
        .extracting(ResultChange::toString)
        .containsExactly(
            "tcp://a:80 from (unnamed) -> web: CLOSED: LISTENING (ACCEPTED) -> NOT_LISTENING"
                + " (REFUSED)");
  }

  @Test
  @DisplayName("Files of several vantage points are compared vantage point by vantage point")
  void severalVantagePoints() throws IOException {
    ResultFile before =
        file(seen("web", 80, "LISTENING", "ACCEPTED"), seen("batch", 80, "LISTENING", "ACCEPTED"));
    ResultFile after =
        file(seen("web", 80, "FILTERED", "TIMED_OUT"), seen("dmz", 80, "LISTENING", "ACCEPTED"));

    assertThat(ResultDiff.between(before, after))
        .extracting(ResultChange::toString)
        .containsExactly(
            "tcp://a:80 from batch: REMOVED: LISTENING (ACCEPTED) -> none",
            "tcp://a:80 from dmz: ADDED: none -> LISTENING (ACCEPTED)",
            "tcp://a:80 from web: CLOSED: LISTENING (ACCEPTED) -> FILTERED (TIMED_OUT)");
  }

  private static String seen(String vantage, int port, String state, String reason) {
    return "{\"vantagePoint\":\"%s\",\"result\":%s}"
        .formatted(vantage, state("a", port, state, reason));
  }

  private static String state(String host, int port, String state, String reason) {
    return "{\"state\":\"%s\",\"reason\":\"%s\",\"endpoint\":{\"transport\":\"TCP\",\"host\":\"%s\",\"port\":%d}}"
        .formatted(state, reason, host, port);
  }

  @Test
  @DisplayName("A protocol that did not finish is one change, not one for each missing component")
  void unfinished() throws IOException {
    String row =
        """
        {"state":"LISTENING","reason":"ACCEPTED",
        "endpoint":{"transport":"TCP","host":"192.0.2.1","port":636},
        "attempts":[{"state":"LISTENING","reason":"ACCEPTED",
        "remote":{"address":"192.0.2.1","port":636},
        "dialogue":{"protocol":"ldap","outcome":"%s"%s}}]}\
        """
            .replace("\n", "");
    ResultFile finished =
        file(
            row.formatted(
                "FINISHED",
                ",\"facts\":{\"service\":\"ldap\",\"product\":\"Samba\"},"
                    + "\"tls\":[{\"certificates\":[{\"subject\":\"CN=dc1\"}]}],"
                    + "\"finding\":{\"context\":\"DC=ad\",\"site\":\"A\"}"));
    ResultFile late = file(row.formatted("INCOMPLETE", ""));

    assertThat(ResultDiff.between(late, finished))
        .extracting(ResultChange::toString)
        .containsExactly("tcp://192.0.2.1:636: FINDING: outcome: INCOMPLETE -> FINISHED");
    assertThat(ResultDiff.between(finished, late))
        .extracting(ResultChange::toString)
        .containsExactly("tcp://192.0.2.1:636: FINDING: outcome: FINISHED -> INCOMPLETE");
  }

  @Test
  @DisplayName("An IPv6 address in another form is the same address")
  void ipv6Forms() throws IOException {
    String row =
        """
        {"state":"LISTENING","reason":"ACCEPTED",
        "endpoint":{"transport":"TCP","host":"%1$s","port":53},
        "attempts":[{"state":"LISTENING","reason":"ACCEPTED",
        "remote":{"address":"%1$s","port":53},
        "dialogue":{"protocol":"x","outcome":"FINISHED","finding":{"address":"%1$s"}}}]}\
        """
            .replace("\n", "");
    assertThat(
            ResultDiff.between(
                file(row.formatted("2001:db8:0:0:0:0:0:1")), file(row.formatted("2001:db8::1"))))
        .isEmpty();
  }

  @Test
  @DisplayName("Another certificate is one change")
  void certificate() throws IOException {
    Script silent = Script.builder().thenSilence();
    TcpPeer old = TcpPeer.tls(TlsIdentity.selfSigned("old.example").context(), silent);
    Endpoint endpoint = endpointOf(old);
    ResultFile before = file(client.probe(endpoint).tls().report().join());
    old.close();
    try (TcpPeer now =
        TcpPeer.at(Loopback.ipv4(), endpoint.port())
            .tls(TlsIdentity.selfSigned("new.example").context(), silent)) {
      assertThat(now.port()).isEqualTo(endpoint.port());
      List<ResultChange> changes =
          ResultDiff.between(before, file(client.probe(endpoint).tls().report().join()));

      assertThat(kinds(changes)).containsExactly(Kind.CERTIFICATE);
      assertThat(changes.get(0).before()).startsWith("CN=old.example");
      assertThat(changes.get(0).after()).startsWith("CN=new.example");
    }
  }

  @Test
  @DisplayName("Rows of a contract, lines of the command and scan results are compared alike")
  void forms() throws IOException {
    try (TcpPeer closed = TcpPeer.refusing()) {
      Endpoint endpoint = endpointOf(closed);
      ContractEntry entry = ContractEntry.of(endpoint, PortState.NOT_LISTENING);
      ResultFile row =
          file(ContractCheck.of(client).check(NetworkContract.of(entry)).join().rows().get(0));
      ResultFile report = file(client.probe(endpoint).report().join());
      String tree = client.probe(endpoint).report().join().toJson();
      ResultFile command =
          file(
              "{\"type\":\"result\",\"host\":\"x\",\"port\":1,\"result\":" + tree + "}",
              "",
              "{\"type\":\"summary\",\"results\":1}");

      assertThat(ResultDiff.between(row, report)).isEmpty();
      assertThat(ResultDiff.between(command, report)).isEmpty();
      assertThat(command).hasToString("1 result");
    }
  }

  @Test
  @DisplayName("A port that could not be probed any more is a change of its state")
  void failure() throws IOException {
    String endpoint = "\"endpoint\":{\"transport\":\"UDP\",\"host\":\"h\",\"port\":53}";
    ResultFile before =
        file("{\"state\":\"LISTENING_OR_FILTERED\",\"reason\":\"SILENT\"," + endpoint + "}");
    ResultFile after =
        file(
            "{\"state\":null,\"failure\":{\"type\":\"UnresolvedTargetException\",\"message\":\"m\"},"
                + endpoint
                + "}");
    assertThat(ResultDiff.between(before, after))
        .extracting(ResultChange::toString)
        .containsExactly(
            "udp://h:53: STATE: LISTENING_OR_FILTERED (SILENT) -> FAILED"
                + " (UnresolvedTargetException)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | not an object (expected: a JSON object)",
        "{\"state\":\"LISTENING\"} | endpoint: missing (expected: a result)",
        "{\"host\":\"h\",\"port\":70000,\"transport\":\"TCP\"} | port: '70000' (expected: 1-65535)",
        "{\"host\":\"h\",\"port\":1,\"transport\":\"SCTP\"} | transport: 'sctp' (expected: TCP or"
            + " UDP)",
        "{\"host\":\"h\",\"port\":1,\"transport\":\"TCP\"} | state: missing (expected: a state or a"
            + " failure)",
      })
  @DisplayName("A bad line is an error that names file, line and expectation")
  void badLine(String line, String problem) {
    assertThatThrownBy(() -> file(state("a", 1, "LISTENING", "ACCEPTED"), line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run.jsonl:2: " + problem);
  }

  @Test
  @DisplayName("Broken and deeply nested JSON is rejected with its line")
  void hostile() {
    assertThatThrownBy(() -> file("{\"a\":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("run.jsonl:1: ");
    assertThatThrownBy(() -> file("{\"a\":" + "[".repeat(100_000)))
        .hasMessage("run.jsonl:1: nested too deeply (expected: at most 64 levels)");
  }

  @Test
  @DisplayName("Text that is not UTF-8 is rejected, and control characters of a peer are escaped")
  void text() throws IOException {
    Path latin =
        Files.write(
            folder.resolve("latin.jsonl"),
            "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ResultFile.read(latin)).hasMessage("latin.jsonl:1: not UTF-8");
    String escape = state("a", 1, "LISTENING", "\\u001b[31m");
    assertThat(
            ResultDiff.between(file(state("a", 1, "LISTENING", "ACCEPTED")), file(escape)).stream()
                .map(ResultChange::toString)
                .collect(Collectors.joining()))
        .doesNotContain("\u001b")
        .contains("\\u001b[31m");
  }
}
