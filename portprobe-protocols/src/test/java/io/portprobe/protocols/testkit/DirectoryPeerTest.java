package io.portprobe.protocols.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapProtocol;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testkit.TestContext;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A directory on loopback, asked over real sockets")
class DirectoryPeerTest {
  private static DirectoryPeer peer;

  @BeforeAll
  static void start() {
    peer =
        DirectoryPeer.builder()
            .rootDse("dnsHostName", "dc1.example.test")
            .rootDse("currentTime", "20260102030405.0Z")
            .rootDse("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670")
            .tls()
            .start();
  }

  @AfterAll
  static void close() {
    peer.close();
  }

  @Test
  @DisplayName("shows its rootDSE over TCP")
  void tcp() throws Exception {
    RootDse rootDse = overTcp(TestContext.of(Transport.TCP, peer.port()), peer.port(), false);

    assertShown(rootDse);
    assertThat(rootDse.tls()).isEmpty();
  }

  @Test
  @DisplayName("shows the same over UDP on the same port number")
  void udp() throws Exception {
    Dialogue dialogue = new LdapProtocol().open(TestContext.of(Transport.UDP, peer.port()));
    RootDse rootDse = finding(BlockingRun.udp(dialogue, at(peer.port())));

    assertShown(rootDse);
    assertThat(stable(rootDse))
        .isEqualTo(stable(overTcp(TestContext.of(Transport.TCP, peer.port()), peer.port(), false)));
  }

  @Test
  @DisplayName("shows the same where TLS comes first, with a certificate for loopback")
  void tls() throws Exception {
    int port = peer.tlsPort().orElseThrow();
    RootDse rootDse = overTcp(TestContext.of(Transport.TCP, port), port, true);

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
            });
  }

  @Test
  @DisplayName("knows StartTLS")
  void startTls() throws Exception {
    TestContext context = TestContext.of(Transport.TCP, peer.port()).with(Ldap.START_TLS, true);
    RootDse rootDse = overTcp(context, peer.port(), false);

    assertShown(rootDse);
    assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isTrue());
    assertThat(rootDse.tls()).isPresent();
  }

  @Test
  @DisplayName("refuses StartTLS without TLS, and shows its rootDSE all the same")
  void startTlsRefused() throws Exception {
    try (DirectoryPeer plain = DirectoryPeer.start()) {
      TestContext context = TestContext.of(Transport.TCP, plain.port()).with(Ldap.START_TLS, true);
      RootDse rootDse = overTcp(context, plain.port(), false);

      assertThat(plain.tlsPort()).isEmpty();
      assertThat(rootDse.complete()).isTrue();
      assertThat(rootDse.namingContexts()).containsExactly("dc=example,dc=test");
      assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isFalse());
      assertThat(rootDse.tls()).isEmpty();
    }
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
    int port = closed.port();
    closed.close();
    closed.close();

    try (DatagramSocket udp = new DatagramSocket(at(port));
        Socket tcp = new Socket()) {
      assertThat(udp.getLocalPort()).isEqualTo(port);
      assertThatThrownBy(() -> tcp.connect(at(port))).hasMessageContaining("refused");
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
    assertThat(rootDse.clockSkew()).hasValueSatisfying(skew -> assertThat(skew).isZero());
  }

  // The directory makes up another entryUUID for each answer.
  private static List<LdapAttribute> stable(RootDse rootDse) {
    return rootDse.attributes().stream().filter(a -> !a.name().equals("entryUUID")).toList();
  }

  private static RootDse overTcp(TestContext context, int port, boolean tls) throws Exception {
    return finding(BlockingRun.tcp(new LdapProtocol().open(context), at(port), tls));
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(peer.address(), port);
  }

  private static RootDse finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (RootDse) ((Step.Finish) step).finding();
  }
}
