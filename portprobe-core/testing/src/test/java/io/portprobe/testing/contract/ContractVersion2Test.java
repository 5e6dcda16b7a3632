package io.portprobe.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.testing.contract.ContractDetails.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContractVersion2Test {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DB", "db.corp.example", "EMPTY", "", "PORT", "5432");

  private static Schema schema;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(NetworkContract.schema(), InputFormat.JSON);
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private NetworkContract read(String text) throws IOException {
    return NetworkContract.read(file("c.yaml", text), ENVIRONMENT);
  }

  private List<ContractEntry> port(String keys) throws IOException {
    return read("version: 2\nports:\n  - {" + keys + "}\n").entries();
  }

  @Test
  @DisplayName("Every key of a port is read")
  void everyKey() throws IOException {
    ContractEntry entry =
        read("""
        version: 2
        ports:
          - endpoint: tcp://dc1.corp.example:636
            state: listening
            reason: accepted
            protocol: ldap
            options: {base: "dc=corp", ldap.netlogon: true}
            tls: true
            certificate: {days-left: 30, names: [dc1.corp.example], issuer: Corp CA, trusted: false}
            family: ipv4
            all-addresses: true
            timeout: 2s
            retries: 2
            wait: 1 m
            severity: optional
            tags: [ad, log-on]
            description: Directory over TLS
            owner: identity
            from: [web-tier, ops]
        """)
            .entries()
            .get(0);

    assertThat(entry.probe().options())
        .isEqualTo(Map.of("base", "dc=corp", "ldap.netlogon", "true"));
    assertThat(entry.probe().tls()).contains(true);
    assertThat(entry.probe().addresses()).isEqualTo(AddressSelection.IPV4);
    assertThat(entry.probe().allAddresses()).isTrue();
    assertThat(entry.probe().timeout()).contains(Duration.ofSeconds(2));
    assertThat(entry.probe().retries()).isEqualTo(2);
    assertThat(entry.probe().within()).isEqualTo(Duration.ofMinutes(1));
    assertThat(entry.certificate().orElseThrow().daysLeft()).hasValue(30);
    assertThat(entry.certificate().orElseThrow().names()).containsExactly("dc1.corp.example");
    assertThat(entry.certificate().orElseThrow().issuer()).contains("Corp CA");
    assertThat(entry.certificate().orElseThrow().trusted()).contains(false);
    assertThat(entry.details())
        .isEqualTo(
            ContractDetails.none()
                .withSeverity(Severity.OPTIONAL)
                .withTags("log-on", "ad")
                .withDescription("Directory over TLS")
                .withOwner("identity")
                .withVantages("ops", "web-tier"));
    assertThat(entry)
        .hasToString(
            "tcp://dc1.corp.example:636 is listening, speaks ldap, has a certificate as expected,"
                + " on all addresses");
  }

  @Test
  @DisplayName("Hosts and ports become one entry for each pair, also from ranges and networks")
  void product() throws IOException {
    assertThat(
            port("hosts: [a, 10.0.0.1-2, '10.0.1.0/31'], ports: [80, 8000-8001], state: blocked"))
        .extracting(entry -> entry.endpoint().toString())
        .containsExactly(
            "tcp://a:80",
            "tcp://a:8000",
            "tcp://a:8001",
            "tcp://10.0.0.1:80",
            "tcp://10.0.0.1:8000",
            "tcp://10.0.0.1:8001",
            "tcp://10.0.0.2:80",
            "tcp://10.0.0.2:8000",
            "tcp://10.0.0.2:8001",
            "tcp://10.0.1.0:80",
            "tcp://10.0.1.0:8000",
            "tcp://10.0.1.0:8001",
            "tcp://10.0.1.1:80",
            "tcp://10.0.1.1:8000",
            "tcp://10.0.1.1:8001");
    assertThat(port("hosts: 'a, b', ports: domain, transport: udp, state: filtered"))
        .extracting(ContractEntry::endpoint)
        .containsExactly(Endpoint.udp("a", 53), Endpoint.udp("b", 53));
    assertThat(port("endpoint: 'udp://h:53,100-102', state: filtered")).hasSize(4);
  }

  @Test
  @DisplayName("Placeholders are replaced by the environment or their defaults")
  void placeholders() throws IOException {
    assertThat(
            port(
                "endpoint: 'tcp://${DB}:${PORT}', state: '${STATE:-listening}', tags:"
                    + " ['${EMPTY:-none}', 'a$$b', '$c']"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.endpoint()).isEqualTo(Endpoint.tcp("db.corp.example", 5432));
              assertThat(entry.details().tags()).containsExactly("$c", "a$b", "none");
            });
    assertThat(read("ports: [{endpoint: 'h:1', state: listening, protocol: p, lines: ['${DB}']}]"))
        .as("version 1 has none")
        .satisfies(old -> assertThat(old.entries().get(0).lines()).containsExactly("${DB}"));
  }

  @Test
  @DisplayName("Included files are read relative to their includer, and each once")
  void includes() throws IOException {
    file(
        "sites/berlin.yaml",
        "version: 2\ninclude: ../common.yaml\nports:\n\n  - {endpoint: 'b:1', state: blocked}\n");
    file("common.yaml", "ports: [{endpoint: 'common:1', state: listening}]\n");

    NetworkContract contract = read("version: 2\ninclude: [common.yaml, sites/berlin.yaml]\n");

    assertThat(contract.entries())
        .extracting(entry -> entry.origin() + " " + entry)
        .containsExactly(
            "common.yaml:1 tcp://common:1 is listening",
            "sites/berlin.yaml:5 tcp://b:1 is blocked");
  }

  @Test
  @DisplayName("A cycle of includes is rejected with its files")
  void cycle() throws IOException {
    file("b.yaml", "version: 2\ninclude: c.yaml\n");

    assertThatThrownBy(() -> read("version: 2\ninclude: b.yaml\n"))
        .isInstanceOf(ContractSyntaxException.class)
        .hasMessage(
            "b.yaml:2:10: include: 'c.yaml' (expected: no cycle, but found: c.yaml > b.yaml >"
                + " c.yaml)");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("A FIFO or a file of the kernel is rejected before it is read")
  void includeThatMayBlock() throws Exception {
    Path fifo = file("empty.yaml", "").resolveSibling("fifo.yaml");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> read("version: 2\ninclude: fifo.yaml\n"))
        .hasMessageContaining("include: 'fifo.yaml' (expected: an existing file");
    assertThatThrownBy(() -> read("version: 2\ninclude: /proc/self/status\n"))
        .hasMessageContaining("include: '/proc/self/status' (expected: a file that is not empty)");
    assertThatThrownBy(() -> read("version: 2\ninclude: empty.yaml\n"))
        .hasMessageContaining("include: 'empty.yaml' (expected: a file that is not empty)");
  }

  @Test
  @DisplayName("The number of included files and their depth are limited")
  void includesBounded() throws IOException {
    for (int i = 0; i < 9; i++) {
      file("d" + i + ".yaml", "version: 2\ninclude: d" + (i + 1) + ".yaml\n");
    }
    file("d9.yaml", "ports: [{endpoint: 'h:1', state: filtered}]");
    assertThatThrownBy(() -> read("version: 2\ninclude: d0.yaml\n"))
        .hasMessageContaining("(expected: at most 8 files that include each other)");

    StringBuilder many = new StringBuilder("version: 2\ninclude:\n");
    for (int i = 0; i < 100; i++) {
      file("m" + i + ".yaml", "ports: [{endpoint: 'h:1', state: filtered}]");
      many.append("  - m").append(i).append(".yaml\n");
    }
    assertThatThrownBy(() -> read(many.toString()))
        .hasMessage("c.yaml:102:5: include: 'm99.yaml' (expected: at most 100 files)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 3 | c.yaml:1:10: version: '3' (expected: 2, or no version)",
        "version: 2 | c.yaml:1:1: ports: missing",
        "{version: 2, include: none.yaml} | c.yaml:1:23: include: 'none.yaml' (expected: an"
            + " existing file, relative to c.yaml)",
        "{version: 2, ports: [{endpoint: 'h:1', state: closed}]} | c.yaml:1:47: state: 'closed'"
            + " (expected: listening, not-listening, filtered, listening-or-filtered, blocked)",
        "{version: 2, ports: [{endpoint: 'h:1', state: '${NO}'}]} | c.yaml:1:47: state: ${NO}"
            + " (expected: a value of the environment variable NO, or a default: ${NO:-default})",
        "{version: 2, ports: [{endpoint: 'h:1', state: '${'}]} | c.yaml:1:47: state: '${'"
            + " (expected: ${NAME} or ${NAME:-default}, and $$ for $)",
        "{version: 2, ports: [{hosts: [a], state: blocked}]} | c.yaml:1:22: ports: missing",
        "{version: 2, ports: [{hosts: [a], ports: 99999, state: blocked}]} | c.yaml:1:42: ports:"
            + " '99999' (expected: 1-65535)",
        "{version: 2, ports: [{hosts: 10.0.0.0/8, ports: 1, state: blocked}]} | c.yaml:1:22:"
            + " ports: 16777216 (expected: 1-10000)",
        "{version: 2, ports: [{endpoint: 'h:1', hosts: [a], ports: 1, state: blocked}]} |"
            + " c.yaml:1:33: endpoint: 'h:1' (expected: either endpoint, or hosts and ports)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, timeout: 2 hours}]} |"
            + " c.yaml:1:67: timeout: '2 hours' (expected: a number, then ms, s, m or h, for"
            + " example 2s)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, timeout: 2h}]} | c.yaml:1:67:"
            + " timeout: PT2H (expected: PT0.001S to PT1H)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, retries: 101}]} | c.yaml:1:67:"
            + " retries: '101' (expected: 0-100)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, payload: a}]} | c.yaml:1:22:"
            + " answer: missing (expected: an answer, because a payload is sent over TCP)",
        "{version: 2, ports: [{endpoint: 'h:1', state: blocked, answer: a}]} | c.yaml:1:22: state:"
            + " blocked (expected: listening, because there is a certificate or an answer)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, answer: {hex: 0g}}]} |"
            + " c.yaml:1:72: hex: '0g' (expected: pairs of hexadecimal digits, with blanks between"
            + " pairs)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, certificate: {}}]} |"
            + " c.yaml:1:71: certificate: {} (expected: at least one of days-left, names, issuer,"
            + " trusted)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, severity: high}]} |"
            + " c.yaml:1:68: severity: 'high' (expected: required, optional)",
        "{version: 2, ports: [{endpoint: 'h:1', state: listening, options: {a: b}}]} |"
            + " c.yaml:1:22: protocol: missing (expected: a protocol, because there are options)",
      })
  @DisplayName("An invalid file is rejected with file, line, column, key, value and expectation")
  void wrong(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ContractSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  @DisplayName("The exception of an invalid file has its place")
  void place() {
    assertThatThrownBy(() -> read("ports:\n  - endpoint: h:1\n    state: closed\n"))
        .isInstanceOfSatisfying(
            ContractSyntaxException.class,
            e -> {
              assertThat(e.file()).isEqualTo("c.yaml");
              assertThat(e.line()).isEqualTo(3);
              assertThat(e.column()).isEqualTo(12);
            });
  }

  static Stream<String> good() {
    return Stream.of(
            "endpoint: 'h:1', state: blocked",
            "endpoint: 'h:22,80-90,https', state: blocked",
            "endpoint: '${X:-h}:1', state: '${S:-blocked}'",
            "hosts: a, ports: 1, state: blocked",
            "hosts: [a, 10.0.0.0/30], ports: ['1-3', 5], transport: udp, state: filtered",
            "endpoint: 'h:1', state: listening, protocol: dns, options: {name: a, dns.type: SRV}",
            "endpoint: 'h:1', state: listening, tls: true",
            "endpoint: 'h:1', state: listening, tls: '${T:-false}'",
            "endpoint: 'h:1', state: listening, certificate: {days-left: 30}",
            "endpoint: 'h:1', state: listening, certificate: {names: a, issuer: b, trusted: true}",
            "endpoint: 'h:1', state: listening, payload: a, answer: {hex: 00 ff}",
            "endpoint: 'h:1', state: listening, answer: '220 '",
            "endpoint: 'udp://h:1', state: listening-or-filtered, payload: {hex: '00'}",
            "endpoint: 'udp://h:1', state: listening, payload: a, answer: b",
            "endpoint: 'h:1', state: listening, family: ipv6, all-addresses: true",
            "endpoint: 'h:1', state: listening, timeout: 500ms, retries: 3, wait: 2 h",
            "endpoint: 'h:1', state: listening, severity: optional, tags: a, from: [b, c]",
            "endpoint: 'h:1', state: listening, description: '', owner: x",
            "endpoint: 'h:1', state: listening, reason: ['${R:-accepted}', refused]")
        .map(keys -> "version: 2\nports: [{" + keys + "}]");
  }

  @ParameterizedTest
  @MethodSource("good")
  @DisplayName("The schema accepts what the reader accepts")
  void accepts(String yaml) {
    assertThat(schema.validate(yaml, InputFormat.YAML)).isEmpty();
    assertThatCode(() -> read(yaml)).doesNotThrowAnyException();
  }

  static Stream<String> bad() {
    Stream<String> lines =
        Stream.of(
                "endpoint: 'h:1'",
                "state: blocked",
                "hosts: [a], state: blocked",
                "hosts: [], ports: 1, state: blocked",
                "ports: 1, state: blocked",
                "endpoint: 'h:1', ports: 1, state: blocked",
                "endpoint: h, state: blocked",
                "endpoint: 'h:1', state: closed",
                "endpoint: 'h:1', state: listening, reason: why",
                "endpoint: 'h:1', state: listening, colour: red",
                "endpoint: 'h:1', state: listening, tls: maybe",
                "endpoint: 'udp://h:1', state: listening, tls: true",
                "endpoint: 'udp://h:1', state: listening, certificate: {days-left: 1}",
                "endpoint: 'udp://h:1', state: listening, answer: a",
                "endpoint: 'h:1', state: listening, payload: a",
                "endpoint: 'h:1', state: listening, payload: a, answer: b, protocol: p",
                "endpoint: 'h:1', state: blocked, answer: a",
                "endpoint: 'h:1', state: filtered, certificate: {days-left: 1}",
                "endpoint: 'h:1', state: listening, certificate: {}",
                "endpoint: 'h:1', state: listening, certificate: {days-left: -1}",
                "endpoint: 'h:1', state: listening, certificate: {days-left: 100001}",
                "endpoint: 'h:1', state: listening, certificate: {colour: red}",
                "endpoint: 'h:1', state: listening, answer: {hex: 0}",
                "endpoint: 'h:1', state: listening, answer: {text: a}",
                "endpoint: 'h:1', state: listening, options: {a: b}",
                "endpoint: 'h:1', state: listening, protocol: p, options: [a]",
                "endpoint: 'h:1', state: listening, family: ipx",
                "endpoint: 'h:1', state: listening, timeout: 2",
                "endpoint: 'h:1', state: listening, retries: 101",
                "endpoint: 'h:1', state: listening, wait: soon",
                "endpoint: 'h:1', state: listening, severity: high",
                "endpoint: 'h:1', state: listening, tags: []",
                "endpoint: 'h:1', state: listening, from: ['']",
                "hosts: a, ports: 1, transport: sctp, state: blocked")
            .map(keys -> "version: 2\nports: [{" + keys + "}]");
    return Stream.concat(
        lines,
        Stream.of(
            "version: 3\nports: [{endpoint: 'h:1', state: filtered}]",
            "version: 2",
            "version: 2\ninclude: []",
            "version: 2\nnames: [{name: h, severity: high}]",
            "ports: [{endpoint: 'h:1', state: blocked}]",
            "ports: [{endpoint: 'h:1', state: listening, tags: a}]"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  @DisplayName("The schema rejects what the reader rejects")
  void rejects(String yaml) {
    assertThat(schema.validate(yaml, InputFormat.YAML)).isNotEmpty();
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(ContractSyntaxException.class);
  }

  @Test
  @DisplayName(
      "The example of the page is read and matches the schema, and the page lists each key")
  void page() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "contracts.md"));
    String example = page.substring(page.indexOf("```yaml\n") + 8);
    example = example.substring(0, example.indexOf("```"));
    file("common.yaml", "ports: [{endpoint: 'h:1', state: filtered}]");

    assertThat(schema.validate(example, InputFormat.YAML)).isEmpty();
    assertThat(read(example).entries()).hasSize(1 + 1 + 11 * 4 + 3);
    assertThat(page)
        .contains("`include`", "`hosts`", "`options`", "`tls`", "`certificate`", "`payload`")
        .contains("`family`", "`all-addresses`", "`timeout`", "`retries`", "`wait`", "`severity`")
        .contains("`tags`", "`description`", "`owner`", "`from`");
  }

  @Test
  @DisplayName("A written contract of version 2 is read back unchanged")
  void roundTrip() throws IOException {
    ContractEntry any = ContractEntry.of(Endpoint.tcp("h", 1), PortState.LISTENING);
    NetworkContract contract =
        NetworkContract.of(
                ContractEntry.blocked(Endpoint.udp("::1", 53)),
                any.withProtocol("p")
                    .withLines(List.of("costs $5 and ${X}"))
                    .withProbe(
                        ContractProbe.standard()
                            .withOptions(Map.of("p.a", "${X}", "b", "y: #"))
                            .withTls(false)
                            .withAddresses(AddressSelection.IPV6)
                            .onAllAddresses()
                            .withTimeout(Duration.ofMillis(1500))
                            .withRetries(3)
                            .waitingFor(Duration.ofMinutes(2))),
                any.withAnswerTo(
                    ContractProbe.standard().withPayload(ContractPayload.ofHex("00ff")),
                    ContractPayload.ofText("220 \r\n\u00e9")),
                any.withCertificate(CertificateExpectation.validFor(14))
                    .withDetails(
                        ContractDetails.none()
                            .withSeverity(Severity.OPTIONAL)
                            .withTags("a", "b c")
                            .withDescription("\"x\"")
                            .withOwner("o")
                            .withVantages("v")))
            .withNames(
                List.of(
                    NameEntry.resolving("n.example")
                        .withDetails(ContractDetails.none().withTags("t"))));
    Path file = folder.resolve("written.yaml");
    contract.write(file);

    NetworkContract read = NetworkContract.read(file, Map.of());

    assertThat(schema.validate(Files.readString(file), InputFormat.YAML)).isEmpty();
    assertThat(read.entries().stream().map(entry -> entry.withOrigin("contract")))
        .isEqualTo(contract.entries());
    assertThat(read.names().stream().map(entry -> entry.withOrigin("contract")))
        .isEqualTo(contract.names());
  }
}
