package io.portprobe.examples.quickstart;

import static io.portprobe.Endpoint.tcp;
import static io.portprobe.Endpoint.udp;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.testing.DnsPeer;
import io.portprobe.protocols.testing.EndpointMapperPeer;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.Finding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadmeSnippetsTest {
  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void stateAndExplanation_areReturned() throws Exception {
    try (TcpPeer server = TcpPeer.silent()) {
      ask(LOOPBACK, server.port());

      assertThat(server.awaitConnections(2, ofSeconds(10))).isTrue();
    }
  }

  private static void ask(String host, int port) {
    // README: state
    try (ProbeClient client = ProbeClient.create()) {
      CompletableFuture<PortState> state = client.tcp(host, port).state();
      state.thenAccept(System.out::println).join();

      ProbeReport report = client.tcp(host, port).timeout(ofSeconds(2)).report().join();
      System.out.println(report.state() + " because " + report.reason().description());
      System.out.println(report.explain()); // every detail, for a ticket
    }
    // end
  }

  @Test
  void endpointMap_hasTypedRecords() {
    try (ProbeClient client = ProbeClient.create();
        EndpointMapperPeer mapper = EndpointMapperPeer.withSampleMap()) {
      assertThat(map(client, LOOPBACK, mapper.port()).endpoints()).hasSize(20);
    }
  }

  private static EndpointMap map(ProbeClient client, String dc, int port) {
    // README: finding
    ProbeReport report = client.tcp(dc, port).as("msrpc").report().join();
    EndpointMap map = report.finding(EndpointMap.class).orElseThrow();
    map.endpoints().forEach(entry -> System.out.println(entry.stringBinding()));
    // end
    return map;
  }

  @Test
  void scan_countsListeningPorts() {
    try (ProbeClient client = ProbeClient.create();
        TcpPeer server = TcpPeer.silent()) {
      assertThat(scan(client, LOOPBACK, Integer.toString(server.port())).listening()).isEqualTo(1);
    }
  }

  private static ScanSummary scan(ProbeClient client, String hosts, String ports) {
    // README: scan
    ScanSummary summary =
        client.scan().hosts(hosts).tcp(ports).forEach(result -> System.out.println(result)).join();
    System.out.println(summary.listening() + " listen, " + summary.filtered() + " are filtered");
    // end
    return summary;
  }

  @Test
  void assertions_passForExpectedStates() {
    try (ProbeClient client = ProbeClient.create();
        TcpPeer app = TcpPeer.silent();
        TcpPeer telnet = TcpPeer.refusing();
        DnsPeer dns = DnsPeer.withSampleZone()) {
      assertions(client, LOOPBACK, app.port(), telnet.port(), dns.port());
      assertThatThrownBy(() -> assertions(client, LOOPBACK, app.port(), app.port(), dns.port()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("LISTENING");
    }
  }

  private static void assertions(
      ProbeClient client, String host, int appPort, int telnetPort, int dnsPort) {
    // README: assertion
    assertThatPort(client, tcp(host, appPort)).within(ofSeconds(2)).isListening();
    assertThatPort(client, tcp(host, telnetPort)).isNotListening().hasReason(Reason.REFUSED);
    assertThatPort(client, udp(host, dnsPort)).speaks("dns");
    // end
  }

  @Test
  void targetPolicy_deniesInternalNetwork() {
    try (ProbeClient client = forTheWeb()) {
      assertThatThrownBy(() -> client.tcp(LOOPBACK, 80).state().join())
          .hasMessageContaining("127.0.0.1 is loopback");
    }
  }

  private static ProbeClient forTheWeb() {
    // README: policy
    ProbeClient client =
        ProbeClient.builder().targetPolicy(TargetPolicy.publicInternetOnly()).build();
    // end
    return client;
  }

  @Test
  void plugin_identifiesServer() {
    try (TcpPeer server =
        TcpPeer.serving(
            Script.expect("version\r\n".getBytes(US_ASCII))
                .reply("VERSION 1.6.18\r\n".getBytes(US_ASCII))
                .thenClose())) {
      assertThat(versions(LOOPBACK, server.port()))
          .containsExactly(new Memcached.Version(List.of("VERSION 1.6.18")));
    }
  }

  private static List<Finding> versions(String host, int port) {
    // README: plugin-use
    ProbeClient client = ProbeClient.builder().protocol(new Memcached()).build();
    ProbeReport report = client.tcp(host, port).as("memcached").report().join();
    report.findings().forEach(finding -> System.out.println(finding.lines()));
    // end
    client.close();
    return report.findings();
  }
}
