package io.portprobe.testing.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractFileTest {
  private static final String GOOD = "ports:\n  - {endpoint: 'h:1', state: filtered}\n";

  @TempDir private Path folder;

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("connectivity.yaml"), text.getBytes(charset));
  }

  private void assertRefused(String text, String message) throws IOException {
    Path file = file(text, UTF_8);
    assertThatThrownBy(() -> NetworkContract.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  @DisplayName("A deeply nested file is rejected without a stack overflow")
  void deep(String level) throws IOException {
    assertRefused(
        "ports:\n  " + level.repeat(100_000),
        "connectivity.yaml:2: nested too deeply (expected: at most 8 levels)");
  }

  @Test
  @DisplayName("A file in another charset is rejected with the position of the invalid byte")
  void charset() throws IOException {
    Path latin = file("# caf\u00e9\n".repeat(2) + GOOD, ISO_8859_1);
    assertThatThrownBy(() -> NetworkContract.read(latin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("connectivity.yaml:1: byte 0xe9 at offset 5 (expected: UTF-8)");
    Path inTheMiddle = file(GOOD + "# \u00fc\n", ISO_8859_1);
    assertThatThrownBy(() -> NetworkContract.read(inTheMiddle))
        .hasMessageStartingWith("connectivity.yaml:3: byte 0xfc at offset ");
    Path cutShort = Files.write(latin, new byte[] {'#', (byte) 0xe4, (byte) 0xb8});
    assertThatThrownBy(() -> NetworkContract.read(cutShort))
        .hasMessage("connectivity.yaml:1: byte 0xe4 at offset 1 (expected: UTF-8)");
    Path wide = file(GOOD, UTF_16);
    assertThatThrownBy(() -> NetworkContract.read(wide))
        .hasMessage("connectivity.yaml:1: byte 0xfe at offset 0 (expected: UTF-8)");
  }

  @Test
  @DisplayName("A byte order mark is accepted")
  void byteOrderMark() throws IOException {
    assertThat(NetworkContract.read(file("\ufeff" + GOOD, UTF_8)).entries())
        .singleElement()
        .hasToString("tcp://h:1 is filtered");
  }

  @Test
  @DisplayName("Line ends of Windows are accepted")
  void carriageReturns() throws IOException {
    assertThat(NetworkContract.read(file(GOOD.replace("\n", "\r\n"), UTF_8)).entries())
        .extracting(ContractEntry::origin)
        .containsExactly("connectivity.yaml:2");
  }

  @Test
  @DisplayName("Aliases are rejected with their line")
  void aliases() throws IOException {
    assertRefused(
        GOOD.replace("- {", "- &one {") + "\n  - *one\n",
        "connectivity.yaml:4: an alias (expected: the value itself)");
    assertRefused(
        """
        ports:
          - &one {endpoint: 'h:1', state: &all filtered}
          - {endpoint: 'h:2',
             state: *all}
        """,
        "connectivity.yaml:4: an alias (expected: the value itself)");
  }

  @Test
  @DisplayName("A tag that names a class creates no object")
  void tags() throws IOException {
    assertRefused(
        GOOD.replace("'h:1'", "!!java.net.URL 'h:1'"),
        "connectivity.yaml:2: endpoint: 'h:1' (expected: text)");
    assertRefused(
        "ports:\n  - !!java.io.File ['x']\n",
        "connectivity.yaml:2: this: a list (expected: NAME: VALUE)");
  }

  @Test
  @DisplayName("An unknown name is rejected with its line")
  void unknownName() throws IOException {
    assertRefused("hosts:\n  - a\n", "connectivity.yaml:1: 'hosts' (expected: names, ports)");
    assertRefused(
        "ports:\n  - endpoint: h:1\n    state: filtered\n    colours:\n\n      - red\n",
        "connectivity.yaml:4: 'colours' (expected: endpoint, lines, protocol, reason, state,"
            + " values)");
  }

  @Test
  @DisplayName("A name of version 2 in a file without a version is rejected with the version")
  void nameOfVersion2() throws IOException {
    assertRefused(
        "ports:\n  - hosts: a\n    ports: 22\n    state: filtered\n",
        "connectivity.yaml:2: 'hosts' (expected: endpoint, lines, protocol, reason, state, values;"
            + " 'hosts' needs the line 'version: 2')");
  }

  @Test
  @DisplayName("Unprintable characters are rejected with their line")
  void unprintable() throws IOException {
    assertRefused(
        GOOD + "# \u0007\n",
        "connectivity.yaml:3: U+0007 (expected: printable characters, or an escape in double"
            + " quotes)");
  }

  @Test
  @DisplayName("A file contains one document")
  void documents() throws IOException {
    Path two = file(GOOD + "---\n" + GOOD, UTF_8);
    assertThatThrownBy(() -> NetworkContract.read(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("connectivity\\.yaml:\\d+: .* \\(expected: YAML\\)");
  }

  private static ContractEntry line(List<String> lines, Map<String, String> values) {
    return new ContractEntry(
        "by hand",
        Endpoint.tcp("h", 1),
        PortState.LISTENING,
        Set.of(Reason.ACCEPTED),
        Optional.of("greeter"),
        lines,
        values);
  }

  @Test
  @Tag("slow")
  @DisplayName("The maximum number of ports with the longest names fits")
  void longestNames() throws IOException {
    String host = ("h".repeat(63) + ".").repeat(3) + "h".repeat(61);
    ContractEntry longest =
        new ContractEntry(
            "by hand",
            Endpoint.udp(host, 65_535),
            PortState.LISTENING_OR_FILTERED,
            Set.of(Reason.PROTOCOL_UNREACHABLE),
            Optional.of("p".repeat(32)),
            List.of(),
            Map.of());
    Path file = folder.resolve("longest.yaml");

    NetworkContract.of(Collections.nCopies(10_000, longest).toArray(ContractEntry[]::new))
        .write(file);

    assertThat(NetworkContract.read(file).entries()).hasSize(10_000);
  }

  @Test
  @Tag("slow")
  @DisplayName("A file that could not be read is not written, and an existing file is kept")
  void tooLong() throws IOException {
    Path file = file(GOOD, UTF_8);
    ContractEntry large = line(Collections.nCopies(1_000, "x".repeat(1_000)), Map.of());
    NetworkContract contract = NetworkContract.of(large, large, large, large, large);

    assertThatThrownBy(() -> contract.write(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("connectivity\\.yaml: 50\\d+ bytes \\(expected: at most 4194304\\)");
    assertThat(file).hasContent(GOOD);
  }

  @Test
  @DisplayName("Comments that do not fit are omitted")
  void commentsLeftOut() throws IOException {
    Path file = folder.resolve("commented.yaml");
    List<String> comments = Collections.nCopies(5_000, "x".repeat(1_000));

    Files.write(
        file,
        ContractFile.content(
            "many", NetworkContract.of(line(List.of(), Map.of())), List.of(comments)));

    assertThat(file).content().doesNotContain("#").contains("protocol: greeter");
  }

  @Test
  @DisplayName("An entry that a file cannot contain is rejected")
  void unsayable() {
    assertThatThrownBy(() -> line(List.of(""), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lines: '' (expected: text)");
    assertThatThrownBy(() -> line(List.of("x".repeat(1_001)), Map.of()))
        .hasMessageStartingWith("lines: 'xxx")
        .hasMessageEndingWith("(1001 characters) (expected: at most 1000 characters)");
    assertThatThrownBy(() -> line(List.of(), Map.of("", "x")))
        .hasMessage("values: '' (expected: text)");
    assertThatThrownBy(() -> line(List.of(), Map.of("x", "\ud83d")))
        .hasMessageEndingWith("(expected: text without unpaired surrogates)");
    assertThatThrownBy(
            () ->
                new ContractEntry(
                    "by hand",
                    Endpoint.tcp("h", 1),
                    PortState.LISTENING,
                    Set.of(),
                    Optional.empty(),
                    List.of("a"),
                    Map.of()))
        .hasMessage("protocol: missing (expected: a protocol, because there are lines or values)");
    assertThatThrownBy(
            () ->
                new ContractEntry(
                    "by hand",
                    Endpoint.tcp("h", 1),
                    PortState.LISTENING,
                    Set.of(),
                    Optional.of("my protocol"),
                    List.of(),
                    Map.of()))
        .hasMessage("protocol: 'my protocol' (expected: 1-32 letters, digits and hyphens)");
    assertThatThrownBy(NetworkContract::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ports: 0 (expected: 1-10000)");
  }
}
