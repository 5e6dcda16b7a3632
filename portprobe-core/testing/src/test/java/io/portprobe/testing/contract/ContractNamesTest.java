package io.portprobe.testing.contract;

import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractNamesTest {
  private static final String FILE =
      """
      names:
        - name: db.example
          addresses: [192.0.2.7, '2001:db8::7']
        - name: ns.example
          resolves: true
        - name: gone.example
          resolves: false
      """;

  @TempDir private Path folder;

  private static CompletionStage<List<InetAddress>> resolve(String host) {
    return switch (host) {
      case "db.example" -> CompletableFuture.completedFuture(addresses("2001:db8::7", "192.0.2.7"));
      case "ns.example" -> CompletableFuture.completedFuture(addresses("192.0.2.53"));
      case "gone.example" -> failed(Problem.NO_SUCH_NAME, "the host name does not exist");
      case "broken.example" -> failed(Problem.SERVER_FAILURE, "the name servers failed");
      default -> new CompletableFuture<>();
    };
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals)
        .map(
            literal -> {
              try {
                return InetAddress.getByName(literal);
              } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private static CompletableFuture<List<InetAddress>> failed(Problem problem, String message) {
    return CompletableFuture.failedFuture(new NameResolutionException(problem, message));
  }

  private static ProbeClient client() {
    return ProbeClient.builder().withoutDiscovery().resolver(ContractNamesTest::resolve).build();
  }

  private NetworkContract read(String text) throws IOException {
    return NetworkContract.read(Files.writeString(folder.resolve("c.yaml"), text));
  }

  @Test
  void namesAsInTheContract_pass() throws IOException {
    try (ProbeClient client = client()) {
      NetworkContract contract = read(FILE);

      assertThat(contract).hasToString("contract of 3 names");
      assertThat(contract.names())
          .extracting(NameEntry::toString)
          .containsExactly(
              "db.example resolves to 192.0.2.7, 2001:db8::7",
              "ns.example resolves",
              "gone.example does not resolve");
      assertThatCode(() -> assertThatNetwork(client).matches(contract)).doesNotThrowAnyException();
    }
  }

  @Test
  void differences_areListedWithTheirLine() {
    try (ProbeClient client = client()) {
      assertThatThrownBy(
              () ->
                  assertThatNetwork(client)
                      .matches(
                          read(
                              """
                              names:
                                - name: db.example
                                  addresses: [192.0.2.7]
                                - {name: ns.example, resolves: false}
                                - name: gone.example
                                - {name: broken.example, resolves: false}
                              """)))
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              """
              The network is not as expected: 4 of 4 names.
              c.yaml:2: Expected the name db.example to resolve to 192.0.2.7, but it resolves to \
              2001:db8::7, 192.0.2.7.
                  next: correct the address records of the name, or the expected addresses
              c.yaml:4: Expected the name ns.example not to resolve, but it resolves to 192.0.2.53.
                  next: remove the name from the name servers and the hosts file, and let caches \
              expire
              c.yaml:5: Expected the name gone.example to resolve, but it does not: the host name \
              does not exist.
                  next: check the spelling of the name, and the search list of this host
              c.yaml:6: Expected the name broken.example not to resolve, which is not proven: the \
              name servers failed.
                  next: check the zone and the log of the name servers\
              """);
    }
  }

  @Test
  void silentResolver_provesNothing() {
    try (ProbeClient client = client()) {
      assertThatThrownBy(
              () ->
                  assertThatNetwork(client)
                      .within(ofMillis(50))
                      .matches(NetworkContract.ofNames(NameEntry.notResolving("silent.example"))))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "Expected the name silent.example not to resolve, which is not proven: name"
                  + " resolution timed out after 50.0 ms");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: h, resolves: maybe} | c.yaml:2: resolves: 'maybe' (expected: true or false)
          {name: h, addresses: []} | c.yaml:2: addresses: [] (expected: at least one)
          {name: h, addresses: [other]} | c.yaml:2: addresses: 'other' (expected: an IPv4 or IPv6 address)
          {name: 192.0.2.1} | c.yaml:2: name: '192.0.2.1' (expected: a host name, not an address)
          {name: h, resolves: false, addresses: [192.0.2.1]} | c.yaml:2: addresses: a list (expected: only with a name that resolves)
          {resolves: false} | c.yaml:2: name: missing
          {name: h, port: 1} | c.yaml:2: 'port' (expected: addresses, name, resolves)
          """)
  void invalidEntry_namesItsLine(String entry, String message) {
    assertThatThrownBy(() -> read("names:\n  - " + entry + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void writtenFile_isEqual_afterItIsRead() throws IOException {
    NetworkContract contract =
        NetworkContract.of(ContractEntry.of(Endpoint.tcp("h", 1), PortState.FILTERED))
            .withNames(
                List.of(
                    NameEntry.resolving("yes").withAddresses(List.of("::1", "192.0.2.1")),
                    NameEntry.notResolving("no.example.")));
    Path file = folder.resolve("written.yaml");

    contract.write(file);

    NetworkContract again = NetworkContract.read(file);
    assertThat(again.names()).extracting(NameEntry::name).containsExactly("yes", "no.example.");
    assertThat(again.names().get(0).addresses()).isEqualTo(contract.names().get(0).addresses());
    assertThat(again.names().get(1).resolves()).isFalse();
    assertThat(again).hasToString("contract of 1 port and 2 names");
    assertThat(schemaErrors(Files.readString(file))).isEmpty();
  }

  @Test
  void schema_acceptsNamesWithoutPorts() {
    assertThat(schemaErrors(FILE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names: []",
        "names: [{resolves: true}]",
        "names: [{name: h, resolves: false, addresses: ['192.0.2.1']}]",
        "names: [{name: h, resolves: maybe}]",
        "names: [{name: h, addresses: []}]",
        "other: 1"
      })
  void schema_rejectsWhatTheReaderRejects(String yaml) {
    assertThat(schemaErrors(yaml)).isNotEmpty();
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<?> schemaErrors(String yaml) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(NetworkContract.schema(), InputFormat.JSON);
    return schema.validate(yaml, InputFormat.YAML);
  }

  @Test
  void numberOfNames_isLimited() {
    NameEntry entry = NameEntry.resolving("h");
    NetworkContract names = NetworkContract.ofNames(entry);

    assertThatThrownBy(() -> names.withNames(List.of())).hasMessage("names: 0 (expected: 1-10000)");
    assertThatThrownBy(NetworkContract::ofNames).hasMessage("names: 0 (expected: 1-10000)");
    assertThatThrownBy(() -> NameEntry.notResolving("h").withAddresses(List.of("::1")))
        .isInstanceOf(IllegalStateException.class);
  }
}
