package io.portprobe.protocols.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.RootDse;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A directory on loopback, probed")
class DirectoryPeerTest {
  private static DirectoryPeer peer;
  private static ProbeClient client;

  @BeforeAll
  static void start() {
    peer =
        DirectoryPeer.builder()
            .rootDse("dnsHostName", "dc1.example.test")
            .rootDse("currentTime", "20260102030405.0Z")
            .rootDse("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670")
            .tls()
            .start();
    client = ProbeClient.builder().timeout(Duration.ofSeconds(30)).build();
  }

  @AfterAll
  static void close() {
    client.close();
    peer.close();
  }

  @Test
  @DisplayName("shows its rootDSE over TCP")
  void tcp() {
    RootDse rootDse = rootDse(client.tcp(peer.host(), peer.port()).as("ldap"));

    assertShown(rootDse);
    assertThat(rootDse.tls()).isEmpty();
    assertThat(rootDse.startTls()).isEmpty();
  }

  @Test
  @DisplayName("shows the same over UDP on the same port number")
  void udp() {
    RootDse rootDse = rootDse(client.udp(peer.host(), peer.port()).as("ldap"));

    assertShown(rootDse);
    assertThat(stable(rootDse))
        .isEqualTo(stable(rootDse(client.tcp(peer.host(), peer.port()).as("ldap"))));
  }

  @Test
  @DisplayName("shows the same where TLS comes first, with a certificate for loopback")
  void tls() {
    RootDse rootDse =
        rootDse(client.tcp(peer.host(), peer.tlsPort().orElseThrow()).as("ldap").tls());

    assertShown(rootDse);
    assertThat(rootDse.startTls()).isEmpty();
    assertThat(rootDse.tls())
        .hasValueSatisfying(
            tls -> {
              assertThat(tls.version()).startsWith("TLSv1.");
              assertThat(tls.subject()).hasValue("CN=localhost");
              assertThat(tls.issuer()).isEqualTo(tls.subject());
              assertThat(tls.names()).contains("DNS:localhost", "IP:127.0.0.1");
              assertThat(tls.notBefore().orElseThrow()).isBefore(tls.notAfter().orElseThrow());
              assertThat(tls.distrust()).isPresent();
            });
  }

  @Test
  @DisplayName("knows StartTLS")
  void startTls() {
    RootDse rootDse =
        rootDse(client.tcp(peer.host(), peer.port()).as("ldap").option(Ldap.START_TLS, true));

    assertShown(rootDse);
    assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isTrue());
    assertThat(rootDse.tls()).isPresent();
  }

  @Test
  @DisplayName("refuses StartTLS without TLS, and shows its rootDSE all the same")
  void startTlsRefused() {
    try (DirectoryPeer plain = DirectoryPeer.start()) {
      RootDse rootDse =
          rootDse(client.tcp(plain.host(), plain.port()).as("ldap").option(Ldap.START_TLS, true));

      assertThat(plain.tlsPort()).isEmpty();
      assertThat(rootDse.complete()).isTrue();
      assertThat(rootDse.namingContexts()).containsExactly("dc=example,dc=test");
      assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isFalse());
      assertThat(rootDse.tls()).isEmpty();
    }
  }

  @Test
  @DisplayName("is no mismatch of the network's when LDAP is spoken to its TLS port in the clear")
  void clearToTls() {
    ProbeReport report =
        client.tcp(peer.host(), peer.tlsPort().orElseThrow()).as("ldap").report().join();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.dialogue().orElseThrow().outcome())
        .isEqualTo(DialogueReport.Outcome.MISMATCH);
    assertThat(report.findings()).isEmpty();
  }

  @Test
  @DisplayName("answers the next datagram after one that is no LDAP")
  void garbage() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] garbage : List.of(new byte[0], new byte[] {0x30, 1}, new byte[3_000])) {
        socket.send(new DatagramPacket(garbage, garbage.length, at(peer.port())));
      }
    }
    udp();
  }

  @Test
  @DisplayName("frees its ports when closed, and may be closed twice")
  void closes() throws Exception {
    DirectoryPeer closed = DirectoryPeer.start();
    closed.close();
    closed.close();

    try (DatagramSocket udp = new DatagramSocket(at(closed.port()));
        Socket tcp = new Socket()) {
      assertThat(udp.getLocalPort()).isEqualTo(closed.port());
      assertThatThrownBy(() -> tcp.connect(at(closed.port()))).hasMessageContaining("refused");
    }
  }

  @Test
  @DisplayName("wants values for an attribute of its rootDSE")
  void noValues() {
    assertThatThrownBy(() -> DirectoryPeer.builder().rootDse("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values of x: none (expected: at least one)");
  }

  private static void assertShown(RootDse rootDse) {
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.remarks()).isEmpty();
    assertThat(rootDse.namingContexts()).containsExactly("dc=example,dc=test");
    assertThat(rootDse.supportedLdapVersions()).contains(3);
    assertThat(rootDse.dnsHostName()).hasValue("dc1.example.test");
    assertThat(rootDse.values("supportedCapabilities"))
        .containsExactly("1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670");
    assertThat(rootDse.currentTime()).hasValue(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(rootDse.clockSkew())
        .hasValue(Duration.between(rootDse.received(), Instant.parse("2026-01-02T03:04:05Z")));
  }

  // The directory makes up another entryUUID for each answer.
  private static List<LdapAttribute> stable(RootDse rootDse) {
    return rootDse.attributes().stream().filter(a -> !a.name().equals("entryUUID")).toList();
  }

  private static RootDse rootDse(PortProbe probe) {
    ProbeReport report = probe.report().join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.dialogue().orElseThrow().outcome())
        .as(report.explain())
        .isEqualTo(DialogueReport.Outcome.FINISHED);
    return report.finding(RootDse.class).orElseThrow();
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(peer.host(), port);
  }
}
