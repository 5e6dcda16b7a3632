package io.portprobe.protocols.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectoryPeerTest {
  private static DirectoryPeer peer;
  private static ProbeClient client;

  @BeforeAll
  static void start() {
    peer =
        DirectoryPeer.builder()
            .domainController("dc1", "example.test", "EXAMPLE", "Here")
            .rootDse("currentTime", "20260102030405.0Z")
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
  void close_endsTheThreadOfUdp() {
    DirectoryPeer closed = DirectoryPeer.start();
    String thread = "portprobe-cldap-peer-" + closed.port();
    assertThat(threadNames()).contains(thread);
    closed.close();
    assertThat(threadNames()).doesNotContain(thread);
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void rootDse_overTcp_isReturned() {
    RootDse rootDse = rootDse(client.tcp(peer.host(), peer.port()).as("ldap"));

    assertShown(rootDse);
    assertThat(rootDse.tls()).isEmpty();
    assertThat(rootDse.startTls()).isEmpty();
  }

  @Test
  void rootDse_overUdp_isTheSame() {
    RootDse rootDse = rootDse(client.udp(peer.host(), peer.port()).as("ldap"));

    assertShown(rootDse);
    assertThat(stable(rootDse))
        .isEqualTo(stable(rootDse(client.tcp(peer.host(), peer.port()).as("ldap"))));
  }

  @Test
  void rootDse_overTls_isTheSameWithCertificate() {
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
              assertThat(tls.untrustedReason()).isPresent();
            });
  }

  @Test
  void startTls_isGranted() {
    RootDse rootDse =
        rootDse(client.tcp(peer.host(), peer.port()).as("ldap").option(Ldap.START_TLS, true));

    assertShown(rootDse);
    assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isTrue());
    assertThat(rootDse.tls()).isPresent();
  }

  @Test
  void startTls_withoutIdentity_isRefusedAndRootDseReturned() {
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
  void clearTextToTlsPort_isNoNetworkFailure() {
    ProbeReport report =
        client.tcp(peer.host(), peer.tlsPort().orElseThrow()).as("ldap").report().join();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.dialogue().orElseThrow().outcome())
        .isEqualTo(DialogueReport.Outcome.MISMATCH);
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void datagram_afterGarbage_isAnswered() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] garbage : List.of(new byte[0], new byte[] {0x30, 1}, new byte[3_000])) {
        socket.send(new DatagramPacket(garbage, garbage.length, at(peer.port())));
      }
    }
    rootDse_overUdp_isTheSame();
  }

  @Test
  void close_freesPortsAndIsIdempotent() throws Exception {
    // Another process may take a port in between, but not one after the other.
    boolean freed = false;
    for (int i = 0; i < 3 && !freed; i++) {
      freed = isFreedByClosing();
    }
    assertThat(freed).isTrue();
  }

  private static boolean isFreedByClosing() throws IOException {
    DirectoryPeer closed = DirectoryPeer.start();
    closed.close();
    closed.close();
    try (DatagramSocket udp = new DatagramSocket(at(closed.port()));
        ServerSocket tcp = new ServerSocket()) {
      tcp.bind(at(closed.port()));
      return udp.isBound();
    } catch (BindException taken) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void netlogonPing_returnsRequestedForm(Transport transport) {
    PortProbe probe = client.probe(new Endpoint(transport, peer.host(), peer.port())).as("ldap");

    Netlogon oldest = rootDse(probe.option(Ldap.NETLOGON_VERSION, Set.of())).netlogon().get();
    assertThat(oldest.netbiosHost()).hasValue("DC1");
    assertThat(oldest.netbiosDomain()).hasValue("EXAMPLE");
    assertThat(oldest.forest()).isEmpty();
    Netlogon second =
        rootDse(probe.option(Ldap.NETLOGON_VERSION, Set.of(NtVersion.V5))).netlogon().get();
    assertThat(second.forest()).hasValue("example.test");
    assertThat(second.address()).hasValue("127.0.0.1");
    assertThat(second.site()).isEmpty();
    Netlogon third =
        rootDse(probe.option(Ldap.NETLOGON_VERSION, Set.of(NtVersion.V5EX_WITH_IP)))
            .netlogon()
            .get();
    assertThat(third.site()).hasValue("Here");
    assertThat(third.address()).hasValue("127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void netlogonPing_forOtherDomainOrDisabled_returnsNothing(Transport transport) {
    PortProbe probe = client.probe(new Endpoint(transport, peer.host(), peer.port())).as("ldap");

    RootDse other = rootDse(probe.option(Ldap.NETLOGON_DOMAIN, "other.test"));
    assertThat(other.netlogon()).isEmpty();
    assertThat(other.complete()).isTrue();
    assertThat(other.notes())
        .containsExactly("the server returned nothing for the netlogon ping: success (0)");
    assertThat(rootDse(probe.option(Ldap.NETLOGON_DOMAIN, "EXAMPLE.TEST")).netlogon()).isPresent();
    RootDse disabled = rootDse(probe.option(Ldap.NETLOGON, NetlogonPing.NEVER));
    assertThat(disabled.netlogon()).isEmpty();
    assertThat(disabled.notes()).isEmpty();
  }

  @Test
  void domainController_invalidName_throws() {
    assertThatThrownBy(() -> DirectoryPeer.builder().domainController("", "a.b", "A", "S"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("host: '', a label of 0 bytes (expected: 1-63)");
    assertThatThrownBy(() -> DirectoryPeer.builder().domainController("h", "a..b", "A", "S"))
        .hasMessage("domain: '', a label of 0 bytes (expected: 1-63)");
    assertThatThrownBy(
            () -> DirectoryPeer.builder().domainController("h", "a", "A", "s".repeat(64)))
        .hasMessageEndingWith("a label of 64 bytes (expected: 1-63)");
  }

  @Test
  void attribute_withoutValues_throws() {
    assertThatThrownBy(() -> DirectoryPeer.builder().rootDse("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values of x: none (expected: at least one)");
  }

  private static void assertShown(RootDse rootDse) {
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.notes()).isEmpty();
    assertThat(rootDse.namingContexts()).containsExactly("dc=example,dc=test");
    assertThat(rootDse.supportedLdapVersions()).contains(3);
    assertThat(rootDse.dnsHostName()).hasValue("dc1.example.test");
    assertThat(rootDse.values("supportedCapabilities")).containsExactly("1.2.840.113556.1.4.800");
    assertThat(rootDse.netlogon())
        .hasValueSatisfying(
            netlogon -> {
              assertThat(netlogon.opcode()).isEqualTo(NetlogonOpcode.LOGON_SAM_LOGON_RESPONSE_EX);
              assertThat(netlogon.host()).hasValue("dc1.example.test");
              assertThat(netlogon.netbiosDomain()).hasValue("EXAMPLE");
              assertThat(netlogon.clientSite()).hasValue("Here");
              assertThat(netlogon.flags()).contains(DomainControllerFlag.PDC);
            });
    assertThat(rootDse.currentTime()).hasValue(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(rootDse.clockSkew())
        .hasValue(Duration.between(rootDse.received(), Instant.parse("2026-01-02T03:04:05Z")));
  }

  // The directory generates a new entryUUID for each response.
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
