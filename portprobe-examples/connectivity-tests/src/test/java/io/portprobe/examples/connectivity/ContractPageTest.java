package io.portprobe.examples.connectivity;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.pages.Page;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.testing.junit.ConnectivityTestFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ContractPageTest {
  /** The next step for a silent port of this host, as the peers are. */
  private static final String NEXT_ON_THIS_HOST =
      "check that the process accepts its connections, and the packet filter of this host";

  /** The same for another host, as those of the page are. */
  private static final String NEXT_ON_ANOTHER_HOST =
      "probe from the same network as the port, or expect the port to be filtered or unavailable";

  private static final String SCHEMA = "io/portprobe/testing/contract/connectivity.schema.json";

  @TempDir private Path folder;

  private final ProbeClient client = ProbeClient.builder().timeout(ofSeconds(3)).build();

  /** For silent ports, whose results a longer timeout does not change. */
  private final ProbeClient impatientClient = ProbeClient.builder().timeout(ofMillis(1500)).build();

  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private Page page;
  private Path example;

  @BeforeEach
  void read() throws IOException {
    page = Page.read(Path.of("CONTRACT.md"));
    example = Files.writeString(folder.resolve("connectivity.yaml"), page.block("example"));
  }

  @AfterEach
  void close() {
    client.close();
    impatientClient.close();
    peers.values().forEach(Peer::close);
  }

  /** Opens a peer that meets an entry of the example. */
  private static Peer asExpected(ContractEntry entry) {
    boolean tcp = entry.endpoint().transport() == Transport.TCP;
    return switch (entry.state()) {
      case LISTENING -> entry.protocol().isPresent() ? DnsPeer.withSampleZone() : TcpPeer.silent();
      case NOT_LISTENING -> tcp ? TcpPeer.refusing() : UdpPeer.refusing();
      case FILTERED -> TcpPeer.blackHole();
      case LISTENING_OR_FILTERED -> UdpPeer.silent();
    };
  }

  /** Returns the same expectation for a peer instead of the host on the page. */
  private ContractEntry of(ContractEntry entry, Peer peer) {
    peers.put(entry.endpoint().toString(), peer);
    Endpoint endpoint = new Endpoint(entry.endpoint().transport(), peer.host(), peer.port());
    ContractEntry moved = ContractEntry.of(endpoint, entry.state()).withOrigin(entry.origin());
    if (!entry.reasons().isEmpty()) {
      moved =
          moved.withReason(
              entry.reasons().iterator().next(), entry.reasons().toArray(new Reason[0]));
    }
    return entry.protocol().isEmpty()
        ? moved
        : moved
            .withProtocol(entry.protocol().get())
            .withLines(entry.lines())
            .withValues(entry.values());
  }

  private NetworkContract keptByPeers() throws IOException {
    return contract(
        NetworkContract.read(example).entries().stream()
            .map(entry -> of(entry, asExpected(entry)))
            .toList());
  }

  @Test
  @DisplayName("The names of the page are read")
  void names() throws IOException {
    Path file = Files.writeString(folder.resolve("names.yaml"), page.block("names"));

    assertThat(NetworkContract.read(file).names())
        .extracting(Object::toString)
        .containsExactly(
            "db.corp.example resolves to 10.0.4.7, 2001:db8::7",
            "old-db.corp.example does not resolve");
  }

  @Test
  @DisplayName("The example of the page matches the schema, and the page lists every key")
  void schema() throws IOException {
    String text = NetworkContract.schema();
    try (var in = NetworkContract.class.getClassLoader().getResourceAsStream(SCHEMA)) {
      assertThat(in).hasBinaryContent(text.getBytes(StandardCharsets.UTF_8));
    }
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);

    assertThat(schema.validate(Files.readString(example), InputFormat.YAML)).isEmpty();
    assertThat(schema.validate("ports: [{endpoint: 'h:1'}]", InputFormat.YAML)).isNotEmpty();
    assertThat(page.text()).contains(SCHEMA);
    for (String key :
        List.of("ports", "endpoint", "state", "reason", "protocol", "lines", "values")) {
      assertThat(text).contains("\"" + key + "\": {");
      assertThat(page.text()).contains("\n| `" + key + "` |");
    }
  }

  @TestFactory
  @DisplayName("The example of the page describes a possible network")
  Stream<DynamicTest> keptPortByPort() throws IOException {
    Map<Boolean, List<ContractEntry>> bySilence =
        keptByPeers().entries().stream()
            .collect(Collectors.partitioningBy(ContractPageTest::isSilent));
    assertThat(bySilence.get(true)).hasSize(2);
    assertThat(bySilence.get(false)).hasSize(5);
    return Stream.concat(
        ConnectivityTestFactory.of(client, contract(bySilence.get(false))),
        ConnectivityTestFactory.of(impatientClient, contract(bySilence.get(true))));
  }

  private static boolean isSilent(ContractEntry entry) {
    return entry.state() == PortState.FILTERED || entry.state() == PortState.LISTENING_OR_FILTERED;
  }

  private static NetworkContract contract(List<ContractEntry> entries) {
    return NetworkContract.of(entries.toArray(ContractEntry[]::new));
  }

  @Test
  @DisplayName("The page shows how to check a network")
  void kept() throws IOException {
    keptByPeers().write(example);

    assertThatCode(() -> hold(client, example)).doesNotThrowAnyException();
  }

  private static void hold(ProbeClient client, Path file) {
    // README: contract-assert
    assertThatNetwork(client).within(ofSeconds(2)).matches(file);
    // end
  }

  @Test
  @DisplayName("The page shows the message of a network that differs")
  void drifted() throws IOException {
    List<ContractEntry> entries = new ArrayList<>();
    for (ContractEntry entry : NetworkContract.read(example).entries()) {
      String endpoint = entry.endpoint().toString();
      boolean closed = endpoint.startsWith("tcp://db") && endpoint.endsWith(":5432");
      boolean silent = endpoint.endsWith(":3389");
      entries.add(
          of(
              entry,
              closed ? TcpPeer.refusing() : silent ? TcpPeer.blackHole() : asExpected(entry)));
    }

    NetworkContract contract = contract(entries);

    String message = catchThrowable(() -> assertThatNetwork(client).matches(contract)).getMessage();
    for (Map.Entry<String, Peer> peer : peers.entrySet()) {
      String transport = peer.getKey().substring(0, 6);
      message =
          message.replace(
              transport + peer.getValue().host() + ":" + peer.getValue().port(), peer.getKey());
    }
    message = message.replace(NEXT_ON_THIS_HOST, NEXT_ON_ANOTHER_HOST);
    assertThat(numberless(message)).isEqualTo(numberless(page.block("diff")));
  }

  /**
   * Replaces addresses, ports of peers and times, which differ in each run and on the page, and
   * removes what is said about targets on this host: the page shows another host.
   */
  private static String numberless(String text) {
    return text.replaceAll("\n {4}on this host .*", "")
        .replaceAll("(?<=until the deadline): on this host [^)]*", "")
        .replaceAll("(?m)(?<=^ {4}).*?(?=: )|\\d+(\\.\\d+)? m?s", "...");
  }

  @Test
  @DisplayName("The page shows the message of an invalid file")
  void wrong() throws IOException {
    Files.writeString(example, "ports:\n  - endpoint: h:1\n    state: closed\n");

    assertThatThrownBy(() -> NetworkContract.read(example)).hasMessage(page.block("wrong"));
  }

  @Test
  @DisplayName("The page shows how to record a file")
  void recorded() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      record(client, List.of(endpointOf(open), endpointOf(closed)), example);

      assertThat(NetworkContract.read(example).entries())
          .extracting(ContractEntry::toString)
          .containsExactly(
              endpointOf(open) + " is listening", endpointOf(closed) + " is not listening");
    }
  }

  private static void record(ProbeClient client, Collection<Endpoint> endpoints, Path file)
      throws IOException {
    // README: record
    NetworkContract.record(client, endpoints).join().write(file);
    // end
  }

  @Test
  @DisplayName("The page shows how to record a file with findings")
  void recordedWithFindings() throws IOException {
    try (TcpPeer open = TcpPeer.silent()) {
      recordFindings(client, List.of(endpointOf(open)), example);

      assertThatCode(() -> hold(client, example)).doesNotThrowAnyException();
    }
  }

  private static void recordFindings(ProbeClient client, Collection<Endpoint> endpoints, Path file)
      throws IOException {
    // README: record-findings
    NetworkContract.record(client, endpoints).join().requiringFindings().write(file);
    // end
  }
}
