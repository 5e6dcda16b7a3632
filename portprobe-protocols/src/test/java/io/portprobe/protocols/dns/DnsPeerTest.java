package io.portprobe.protocols.dns;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.NetworkAssert;
import io.portprobe.testing.contract.NetworkContract;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsPeerTest {
  private static ProbeClient client;
  private static DnsPeer peer;

  @BeforeAll
  static void open() {
    client = ProbeClient.create();
    peer = DnsPeer.withSampleZone();
  }

  @AfterAll
  static void close() {
    peer.close();
    client.close();
    assertThat(peer.failures()).isEmpty();
  }

  private static ProbeReport query(String transport, String name, String type, String dnsClass) {
    var probe =
        transport.equals("udp")
            ? client.udp(peer.host(), peer.port())
            : client.tcp(peer.host(), peer.port());
    return probe
        .as("dns")
        .option(Dns.NAME, name)
        .option(Dns.TYPE, type)
        .option(Dns.CLASS, dnsClass)
        .report()
        .join();
  }

  private static DnsAnswer answer(ProbeReport report) {
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    return report.finding(DnsAnswer.class).orElseThrow(() -> new AssertionError(report.explain()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void sampleZone_rootQuery_returnsNameServersAndNsid(String transport) {
    ProbeReport report = query(transport, ".", "NS", "IN");
    DnsAnswer answer = answer(report);
    assertThat(report.reason())
        .isEqualTo(transport.equals("udp") ? Reason.REPLIED : Reason.ACCEPTED);
    assertThat(answer.transport().label()).isEqualTo(transport);
    assertThat(answer.rcode()).isEqualTo("NOERROR");
    assertThat(answer.flags())
        .isEqualTo(new DnsAnswer.Flags(true, false, true, false, false, false));
    assertThat(answer.answers())
        .containsExactly(new DnsRecord(".", 86400, "IN", "NS", "ns.example."));
    assertThat(answer.nsid()).contains("portprobe-testing");
    assertThat(answer.notes()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} -> {4}, {5}")
  @CsvSource({
    "udp, www.example, A, IN, NOERROR, 192.0.2.80",
    "tcp, www.example, AAAA, IN, NOERROR, 2001:db8::80",
    "udp, example, TXT, IN, NOERROR, \"\"\"an example\"\"\"",
    "tcp, version.bind, TXT, CH, NOERROR, \"\"\"portprobe testing\"\"\"",
    "udp, www.example, MX, IN, NOERROR, ",
    "udp, no.such.name.example, A, IN, NXDOMAIN, ",
    "tcp, other.bind, TXT, CH, REFUSED, ",
  })
  void sampleZone_query_returnsRecordsInSameCase(
      String transport, String name, String type, String dnsClass, String rcode, String data) {
    DnsAnswer answer = answer(query(transport, name, type, dnsClass));
    assertThat(answer.rcode()).isEqualTo(rcode);
    String expected = data == null ? null : data.replace("\"\"\"", "\"");
    assertThat(answer.answers().stream().map(DnsRecord::data).findFirst().orElse(null))
        .isEqualTo(expected);
    assertThat(answer.soaSerial().isPresent()).isEqualTo(data == null && !rcode.equals("REFUSED"));
    assertThat(answer.notes()).isEmpty();
  }

  @Test
  void truncatedResponse_isRepeatedOverTcp_unlessIgnored() {
    try (DnsPeer truncating = DnsPeer.serving("example. 60 IN A 192.0.2.1")) {
      truncating.truncate(true);
      var udp = client.udp(truncating.host(), truncating.port()).as("dns");
      var address = udp.option(Dns.NAME, "example").option(Dns.TYPE, "A");
      DnsAnswer cut = answer(address.option(Dns.IGNORE_TRUNCATION, true).report().join());
      assertThat(cut.flags().truncated()).isTrue();
      assertThat(cut.answers()).isEmpty();
      DnsAnswer whole = answer(address.report().join());
      assertThat(whole.transport()).isEqualTo(Transport.TCP);
      assertThat(whole.flags().truncated()).isFalse();
      assertThat(whole.answers()).hasSize(1);
      truncating.truncate(false);
      assertThat(answer(udp.option(Dns.NAME, "example").report().join()).flags().truncated())
          .isFalse();
    }
  }

  @Test
  void serverWithoutEdns_isQueriedAgainWithoutIt() {
    try (DnsPeer old = DnsPeer.withSampleZone()) {
      old.refuseEdns(true);
      for (var probe :
          List.of(client.udp(old.host(), old.port()), client.tcp(old.host(), old.port()))) {
        DnsAnswer answer = answer(probe.as("dns").report().join());
        assertThat(answer.rcode()).isEqualTo("NOERROR");
        assertThat(answer.edns()).isEmpty();
        assertThat(answer.notes()).containsExactly("sent again without EDNS after FORMERR");
      }
    }
  }

  @Test
  void tls_returnsSameAnswerAndCertificate() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer tls = peer.overTls(identity.context())) {
      DnsAnswer answer =
          answer(
              client
                  .probe(endpointOf(tls))
                  .as("dns")
                  .tls()
                  .timeout(Duration.ofSeconds(30))
                  .option(Dns.IDENTITY, true)
                  .report()
                  .join());
      assertThat(answer.answers()).hasSize(1);
      assertThat(answer.identity().flatMap(DnsAnswer.Identity::version))
          .contains("portprobe testing");
      assertThat(answer.identity().flatMap(DnsAnswer.Identity::id)).contains("peer 1");
      TlsSummary facts = answer.tls().orElseThrow();
      assertThat(facts.version()).isEqualTo("TLSv1.3");
      assertThat(facts.names()).contains("DNS:localhost");
      assertThat(facts.subject())
          .contains(identity.certificate().getSubjectX500Principal().getName());
      assertThat(facts.notAfter()).contains(identity.certificate().getNotAfter().toInstant());
      assertThat(facts.pin().orElseThrow()).hasSize(44);
      assertThat(facts.untrustedReason()).isPresent();
      assertThat(answer.lines())
          .contains("NOERROR over tls, " + answer.size() + " bytes", "id.server: peer 1")
          .anyMatch(line -> line.startsWith("trust: not trusted: "));
      assertThat(tls.failures()).isEmpty();
    }
  }

  @Test
  void invalidOption_isRejectedWhenSet() {
    assertThatThrownBy(() -> client.udp("127.0.0.1", 53).option(Dns.TYPE, "NOPE"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dns.type: 'NOPE' (expected: a record type, for example NS or TYPE65)");
  }

  @Test
  void longResponse_withoutEdns_isTruncatedTo512Bytes() throws IOException {
    String[] records = new String[20];
    Arrays.setAll(records, i -> "example. 60 IN TXT \"" + "x".repeat(100) + i + "\"");
    byte[] query = {
      0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 16, 0, 1
    };
    try (DnsPeer longZone = DnsPeer.serving(records)) {
      byte[] answer = datagram(longZone, query);
      assertThat(answer.length).isLessThanOrEqualTo(512);
      assertThat(answer[2] & 0x02).as("TC").isNotZero();
      DnsAnswer whole =
          answer(
              client
                  .tcp(longZone.host(), longZone.port())
                  .as("dns")
                  .option(Dns.NAME, "example")
                  .option(Dns.TYPE, "TXT")
                  .report()
                  .join());
      assertThat(whole.answers()).hasSize(20);
    }
  }

  @Test
  void malformedQueries_getErrorOrNoResponse() throws IOException {
    byte[] noQuestion = {0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(datagram(peer, noQuestion)[3]).isEqualTo((byte) 1);
    byte[] notify = {0, 7, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(datagram(peer, notify)[3]).isEqualTo((byte) 4);
    assertThatThrownBy(() -> datagram(peer, new byte[] {1, 2, 3}, 100))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void tcpConnection_severalQueries_areAnswered() throws IOException {
    byte[] query = {0, 17, 0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1};
    try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
      socket.setSoTimeout(10_000);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 3; i++) {
        query[3] = (byte) i;
        socket.getOutputStream().write(query);
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        assertThat(answer[1]).isEqualTo((byte) i);
        assertThat(answer[3] & 0x0f).isZero();
      }
    }
  }

  @Test
  void close_freesPorts() throws IOException {
    DnsPeer closed = DnsPeer.serving("example. 60 IN A 192.0.2.1");
    closed.close();
    closed.close();
    ProbeReport tcp = client.tcp(closed.host(), closed.port()).stateOnly().report().join();
    assertThat(tcp.state()).isEqualTo(PortState.NOT_LISTENING);
    try (DatagramSocket again = new DatagramSocket(closed.address())) {
      assertThat(again.getLocalPort()).isEqualTo(closed.port());
    }
  }

  @Test
  void serving_invalidRecord_throws() {
    assertThatThrownBy(() -> DnsPeer.serving("example. 60 IN A not-an-address"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("record: example. 60 IN A not-an-address");
    assertThatThrownBy(() -> DnsPeer.serving("; a comment"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: name, TTL, class, type and data");
    assertThatThrownBy(() -> DnsPeer.serving("$INCLUDE /etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] datagram(DnsPeer to, byte[] query) throws IOException {
    return datagram(to, query, 10_000);
  }

  private static byte[] datagram(DnsPeer to, byte[] query, int timeoutMillis) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(timeoutMillis);
      socket.send(new DatagramPacket(query, query.length, to.address()));
      DatagramPacket answer = new DatagramPacket(new byte[65535], 65535);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  @Test
  void requiredRcode_isMetOrNamedInTheError() {
    PortProbe missing =
        client.udp(peer.host(), peer.port()).as("dns").option(Dns.NAME, "missing.example");
    assertThatPort(missing)
        .speaks("dns", DnsAnswer.class, "rcode NXDOMAIN", dns -> dns.rcode().equals("NXDOMAIN"));
    assertThatThrownBy(
            () ->
                assertThatPort(missing)
                    .speaks(
                        "dns",
                        DnsAnswer.class,
                        "rcode NOERROR",
                        dns -> dns.rcode().equals("NOERROR")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("this is not so: rcode NOERROR", "NXDOMAIN");
  }

  @ParameterizedTest
  @CsvSource({"NOERROR, true", "SERVFAIL, false"})
  void requiredRcode_inAContract(String rcode, boolean isMet) {
    ContractEntry entry =
        ContractEntry.of(Endpoint.udp(peer.host(), peer.port()), PortState.LISTENING)
            .withProtocol("dns")
            .withValues(Map.of("rcode", rcode));
    NetworkAssert contract = NetworkAssert.assertThatNetwork(client);
    if (isMet) {
      contract.matches(NetworkContract.of(entry));
    } else {
      assertThatThrownBy(() -> contract.matches(NetworkContract.of(entry)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("rcode is 'NOERROR', not 'SERVFAIL'");
    }
  }
}
