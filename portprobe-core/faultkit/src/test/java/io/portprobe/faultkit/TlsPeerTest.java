package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPeerTest {
  private static final TlsIdentity IDENTITY = TlsIdentity.selfSigned("localhost", "127.0.0.1");

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tls_trustedCertificate_converses(String version) throws Exception {
    Script script = Script.expect(bytes("hello")).reply(bytes("world")).thenClose();
    try (TcpPeer peer = TcpPeer.tls(IDENTITY.context(), script)) {
      try (TcpTestClient client = new TcpTestClient(peer);
          SSLSocket secured = secure(client.socket, version)) {
        secured.getOutputStream().write(bytes("hello"));
        assertThat(secured.getInputStream().readAllBytes()).isEqualTo(bytes("world"));
        assertThat(secured.getSession().getPeerCertificates())
            .containsExactly(IDENTITY.certificate());
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void startTls_afterClearText_converses() throws Exception {
    Script before = Script.expect(bytes("STARTTLS")).reply(bytes("OK")).thenClose();
    Script inside = Script.reply(bytes("safe")).thenClose();
    try (TcpPeer peer = TcpPeer.startTls(before, IDENTITY.context(), inside);
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("STARTTLS");
      assertThat(client.read(2)).isEqualTo("OK");
      try (SSLSocket secured = secure(client.socket, "TLSv1.3")) {
        assertThat(secured.getInputStream().readAllBytes()).isEqualTo(bytes("safe"));
      }
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void handshake_untrusted_isFailure() throws Exception {
    try (TcpPeer peer = TcpPeer.tls(IDENTITY.context(), (in, out) -> {})) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        client.send("this is no ClientHello");
        assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      }
      assertThat(peer.failures()).singleElement().isInstanceOf(SSLException.class);
    }
  }

  @Test
  void identity_hasNamesAndIsUntrusted() throws Exception {
    X509Certificate certificate = TlsIdentity.selfSigned("db.example", "::1").certificate();
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=db.example");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "db.example"), List.of(7, "0:0:0:0:0:0:0:1"));
    try (TcpPeer peer = TcpPeer.tls(IDENTITY.context(), (in, out) -> {});
        TcpTestClient client = new TcpTestClient(peer);
        SSLSocket secured =
            (SSLSocket)
                SSLContext.getDefault()
                    .getSocketFactory()
                    .createSocket(client.socket, "localhost", peer.port(), true)) {
      assertThatThrownBy(secured::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void identity_numbersThatAreNoAddress_areADnsName() throws Exception {
    X509Certificate certificate = TlsIdentity.selfSigned("255.199.9.0", "999.0.0.1").certificate();
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(7, "255.199.9.0"), List.of(2, "999.0.0.1"));
  }

  @Test
  void identity_expiredOrAfter2050_isEncoded() throws Exception {
    Instant then = Instant.parse("2001-02-03T04:05:06Z");
    X509Certificate old =
        TlsIdentity.selfSigned(then, then.plusSeconds(1), "localhost").certificate();
    assertThat(old.getNotBefore()).isEqualTo(then);
    assertThatThrownBy(old::checkValidity).isInstanceOf(CertificateExpiredException.class);

    Instant late = Instant.parse("2051-02-03T04:05:06Z");
    X509Certificate young = TlsIdentity.selfSigned(then, late, "localhost").certificate();
    assertThat(young.getNotAfter()).isEqualTo(late);
    young.checkValidity();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 40})
  void identity_anyNumberOfNames_isEncoded(int count) throws Exception {
    String[] names =
        IntStream.range(0, count).mapToObj(i -> "host" + i + ".example").toArray(String[]::new);
    assertThat(TlsIdentity.selfSigned(names).certificate().getSubjectAlternativeNames())
        .hasSize(count);
  }

  @Test
  void identity_noOrNonAsciiNames_isRejected() {
    assertThatThrownBy(TlsIdentity::selfSigned)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("names: none (expected: at least one)");
    assertThatThrownBy(() -> TlsIdentity.selfSigned("localhost", "bücher.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name: 'bücher.example' (expected: ASCII, not empty)");
  }

  private static SSLSocket secure(Socket socket, String version) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("peer", IDENTITY.certificate());
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 0, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.setEnabledProtocols(new String[] {version});
    try {
      secured.startHandshake();
    } catch (IOException e) {
      secured.close();
      throw e;
    }
    return secured;
  }
}
