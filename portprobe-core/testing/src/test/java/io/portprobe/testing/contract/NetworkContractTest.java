package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Finding;
import io.portprobe.testing.junit.ConnectivityTestFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkContractTest {
  /** What the protocol of these tests finds. */
  public record Greeting(String words, Optional<Integer> number) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("greeting: " + words);
    }
  }

  @TempDir private Path folder;

  private final ProbeClient client =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new Greeter(7, words -> new Greeting(words, Optional.of(42))))
          .resolver(new ScriptedResolver()::resolve)
          .timeout(ofSeconds(30))
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("connectivity.yaml"), List.of(lines));
  }

  @Test
  @DisplayName("A network that meets the contract passes")
  void kept() throws IOException {
    try (TcpPeer open = Greeter.peer("hello");
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer udpClosed = UdpPeer.refusing()) {
      Path file =
          file(
              "ports:",
              "  - endpoint: " + endpointOf(open),
              "    state: listening",
              "    protocol: Greeter",
              "    lines: ['greeting: hel']",
              "    values: {words: hello, number: 42}",
              "  - endpoint: tcp://127.0.0.1:" + closed.port(),
              "    state: not-listening",
              "    reason: refused",
              "  - {endpoint: '" + endpointOf(udpClosed) + "', state: not-listening}");

      assertThatCode(() -> assertThatNetwork(client).matches(file)).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("A network that differs fails with exactly the differing ports")
  void broken() throws IOException {
    try (TcpPeer open = Greeter.peer("hello");
        TcpPeer closed = TcpPeer.refusing()) {
      Path file =
          file(
              "ports:",
              "  - endpoint: " + endpointOf(open),
              "    state: listening",
              "  - endpoint: tcp://nowhere.example:80",
              "    state: not-listening",
              "  - endpoint: " + endpointOf(closed),
              "    state: listening");

      assertThatThrownBy(() -> assertThatNetwork(client).matches(file))
          .isInstanceOf(AssertionError.class)
          .hasCauseInstanceOf(UnresolvedTargetException.class)
          .message()
          .startsWith(
              "The network is not as expected: 2 of 3 ports.\nconnectivity.yaml:4: Expected")
          .contains(
              "connectivity.yaml:6: Expected "
                  + endpointOf(closed)
                  + " to be listening, but it is"
                  + " NOT LISTENING (refused)",
              "connectivity.yaml:4: Expected tcp://nowhere.example:80 not to be listening, which is"
                  + " not proven: the name was not resolved")
          .doesNotContain(endpointOf(open).toString());
    }
  }

  @Tag("slow")
  @Test
  @DisplayName("Silence proves nothing")
  void notProven() throws IOException {
    try (TcpPeer dropping = TcpPeer.blackHole();
        UdpPeer silent = UdpPeer.silent()) {
      Path file =
          file(
              "ports:",
              "  - {endpoint: '" + endpointOf(dropping) + "', state: not-listening}",
              "  - {endpoint: '" + endpointOf(silent) + "', state: not-listening}",
              "  - {endpoint: '" + endpointOf(silent) + "', state: listening-or-filtered}");

      assertThatThrownBy(() -> assertThatNetwork(client).within(ofSeconds(2)).matches(file))
          .hasMessageContaining("2 of 3 ports")
          .hasMessageContaining("which is not proven: it is FILTERED")
          .hasMessageContaining("which is not proven: it is LISTENING or FILTERED");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lines: [bye] | no line contains 'bye'",
        "values: {words: bye} | words is 'hello', not 'bye'",
        "values: {colour: red} | it has no component colour",
      })
  @DisplayName("A difference in a finding is described")
  void finding(String expectation, String message) throws IOException {
    try (TcpPeer open = Greeter.peer("hello")) {
      Path file =
          file(
              "ports:",
              "  - endpoint: " + endpointOf(open),
              "    state: listening",
              "    protocol: greeter",
              "    " + expectation);

      assertThatThrownBy(() -> assertThatNetwork(client).matches(file))
          .hasMessageContaining("to speak greeter with a matching finding, but: " + message)
          .hasMessageContaining("greeting: hello");
    }
  }

  @Test
  @DisplayName("An entry with several ports becomes one entry for each port")
  void severalPorts() throws IOException {
    NetworkContract contract =
        NetworkContract.read(
            file("ports:", "  - endpoint: udp://[::1]:53, 123", "    state: filtered"));

    assertThat(contract.entries())
        .extracting(ContractEntry::endpoint)
        .containsExactly(Endpoint.udp("::1", 53), Endpoint.udp("::1", 123));
    assertThat(contract.entries().get(0)).hasToString("udp://[::1]:53 is filtered");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ports: 7 | connectivity.yaml:1: ports: '7' (expected: a list)",
        "hosts: [] | connectivity.yaml:1: 'hosts' (expected: names, ports)",
        "[] | connectivity.yaml:1: this: a list (expected: NAME: VALUE)",
        "ports: [7] | connectivity.yaml:1: this: '7' (expected: NAME: VALUE)",
        "ports: [{state: filtered}] | connectivity.yaml:1: endpoint: missing",
        "ports: [{endpoint: 'h:1'}] | connectivity.yaml:1: state: missing",
        "ports: [{endpoint: 'h:1', state: closed}] | connectivity.yaml:1: state: 'closed'"
            + " (expected: listening, not-listening, filtered, listening-or-filtered)",
        "ports: [{endpoint: 'h:99999', state: filtered}] | connectivity.yaml:1: endpoint:"
            + " 'h:99999': port: 99999 (expected: 1-65535)",
        "ports: [{endpoint: 'h:1', state: filtered, reason: why}] | connectivity.yaml:1: reason:"
            + " 'why' (expected: accepted,",
        "ports: [{endpoint: 'h:1', state: listening, lines: [a]}] | connectivity.yaml:1: protocol:"
            + " missing (expected: a protocol, because there are lines or values)",
        "ports: [{endpoint: 'h:1', state: filtered, state: filtered}] | connectivity.yaml:1:"
            + " 'state' (expected: once)",
        "ports: [] | connectivity.yaml:1: ports: [] (expected: at least one)",
        "ports: [ | connectivity.yaml:",
        "`` | connectivity.yaml: empty (expected: ports: or names:)",
      })
  @DisplayName("An invalid file is rejected with file, line, value and expectation")
  void wrong(String text, String message) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> NetworkContract.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  @DisplayName("An unknown protocol is rejected with its line")
  void unknownProtocol() throws IOException {
    Path file = file("ports:", "  - {endpoint: 'h:1', state: listening, protocol: gopher}");

    assertThatThrownBy(() -> assertThatNetwork(client).matches(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("connectivity.yaml:2: protocol: 'gopher' (expected: greeter");
  }

  @Test
  @DisplayName("Size and number of ports are limited")
  void bounded() throws IOException {
    Path large = file("# " + "x".repeat(ContractFile.MAX_BYTES));
    assertThatThrownBy(() -> NetworkContract.read(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: at most 4194304)");

    String many = "  - {endpoint: 'h:" + "1,".repeat(400) + "1', state: filtered}\n";
    Path ports = file("ports:", many.repeat(26));
    assertThatThrownBy(() -> NetworkContract.read(ports))
        .hasMessageContaining("too many ports (expected: at most 10000)");
  }

  @Test
  @DisplayName("A missing file fails with its name")
  void missing() {
    Path nowhere = folder.resolve("none.yaml");
    assertThatThrownBy(() -> assertThatNetwork(client).matches(nowhere))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.yaml");
  }

  @Test
  @DisplayName("A missing YAML parser is reported by name")
  void parserMissing() throws Exception {
    Path file = file("ports: []");
    try (URLClassLoader without =
        new WithoutYaml(locationOf(NetworkContract.class), locationOf(ProbeClient.class))) {
      Method read =
          without.loadClass(NetworkContract.class.getName()).getMethod("read", Path.class);

      assertThatThrownBy(() -> read.invoke(null, file))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "snakeyaml-engine: missing (expected: org.snakeyaml:snakeyaml-engine on the class"
                  + " path, to read connectivity.yaml)");
    }
  }

  /** A class loader with the library and the JDK, but without a YAML parser. */
  private static final class WithoutYaml extends URLClassLoader {
    WithoutYaml(URL... classes) {
      super(classes, ClassLoader.getPlatformClassLoader());
    }
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  @DisplayName("A recorded contract is written, read and met by the same network")
  void recorded() throws IOException {
    try (TcpPeer open = Greeter.peer("hello");
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer udpClosed = UdpPeer.refusing()) {
      NetworkContract seen =
          NetworkContract.record(
                  client, List.of(endpointOf(open), endpointOf(closed), endpointOf(udpClosed)))
              .join();
      Path file = folder.resolve("recorded.yaml");
      seen.write(file);

      assertThat(Files.readAllLines(file))
          .startsWith(
              "ports:",
              "  - endpoint: \"" + endpointOf(open) + "\"",
              "    state: listening",
              "    reason: accepted");
      assertThat(NetworkContract.read(file).entries())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
          .isEqualTo(seen.entries());
      assertThatCode(() -> assertThatNetwork(client).matches(file)).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("A port that cannot be probed fails the recording")
  void notRecorded() {
    assertThatThrownBy(
            () -> NetworkContract.record(client, List.of(Endpoint.tcp("no.example", 1))).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UnresolvedTargetException.class);
  }

  @Test
  @DisplayName("Any text survives writing and reading")
  void anyText() throws IOException {
    ContractEntry line =
        new ContractEntry(
            "recorded",
            Endpoint.tcp("h", 1),
            PortState.LISTENING,
            Set.of(Reason.ACCEPTED),
            Optional.of("greeter"),
            List.of("a \"b\" \\ c: # 'd'\u0001\u00e9\u4e2d\ud83d\ude00 ", "- x"),
            Map.of("words", "yes", "number", "0x10"));
    Path file = folder.resolve("any.yaml");
    NetworkContract.of(line).write(file);

    ContractEntry read = NetworkContract.read(file).entries().get(0);
    assertThat(read.lines()).isEqualTo(line.lines());
    assertThat(read.values()).isEqualTo(line.values());
  }

  @Test
  @DisplayName("Each port becomes a JUnit test")
  void dynamicTests() throws Throwable {
    try (TcpPeer closed = TcpPeer.refusing()) {
      Path file =
          file(
              "ports:",
              "  - {endpoint: '" + endpointOf(closed) + "', state: not-listening}",
              "  - {endpoint: '" + endpointOf(closed) + "', state: listening}");

      List<DynamicTest> tests = ConnectivityTestFactory.of(client, file).toList();

      assertThat(tests)
          .extracting(DynamicTest::getDisplayName)
          .containsExactly(
              endpointOf(closed) + " is not listening (connectivity.yaml:2)",
              endpointOf(closed) + " is listening (connectivity.yaml:3)");
      tests.get(0).getExecutable().execute();
      assertThatThrownBy(() -> tests.get(1).getExecutable().execute())
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A JUnit test has the line of the file as its source, and the given timeout")
  void dynamicTestsWithin() throws Throwable {
    try (UdpPeer silent = UdpPeer.silent()) {
      Path file =
          file(
              "ports:",
              "  - {endpoint: '" + endpointOf(silent) + "', state: listening-or-filtered}");

      DynamicTest test =
          ConnectivityTestFactory.of(client, file, ofSeconds(1)).findFirst().orElseThrow();
      DynamicTest byHand =
          ConnectivityTestFactory.of(client, NetworkContract.read(file), Duration.ZERO)
              .findFirst()
              .orElseThrow();

      assertThat(test.getTestSourceUri()).contains(URI.create(file.toUri() + "?line=2"));
      assertThat(byHand.getTestSourceUri()).isEmpty();
      test.getExecutable().execute();
      assertThatThrownBy(() -> byHand.getExecutable().execute())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("timeout: PT0S");
    }
  }
}
