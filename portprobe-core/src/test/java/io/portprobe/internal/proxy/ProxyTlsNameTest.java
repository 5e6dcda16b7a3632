package io.portprobe.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.Talk;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.TlsInfo;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host that TLS names and checks through a proxy, with a chain that the JDK trusts. */
@Isolated // it sets the trust store of the JVM
class ProxyTlsNameTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final TlsIdentity IDENTITY =
      TlsIdentity.selfSigned("db.test", "127.0.0.2", "::2", "my_db.test");

  private static @Nullable String before;

  @BeforeAll
  static void trust(@TempDir Path folder) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("peer", IDENTITY.certificate());
    Path file = folder.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    before = System.getProperty(TRUST_STORE);
    System.setProperty(TRUST_STORE, file.toString());
    System.setProperty(TRUST_STORE + "Password", "changeit");
  }

  @AfterAll
  static void restore() {
    System.clearProperty(TRUST_STORE + "Password");
    if (before == null) {
      System.clearProperty(TRUST_STORE);
    } else {
      System.setProperty(TRUST_STORE, before);
    }
  }

  /** The JDK checks no name with an underscore. */
  @ParameterizedTest
  @CsvSource({
    "HTTP,  db.test,    db.test, true",
    "HTTP,  db.test.,   db.test, true",
    "SOCKS, 127.0.0.2,  '',      true",
    "HTTP,  127.0.0.2,  '',      true",
    "HTTP,  127.0.0.3,  '',      false",
    "SOCKS, 127.0.0.3,  '',      false",
    "SOCKS, ::2,        '',      true",
    "HTTP,  my_db.test, '',      false",
    "HTTP,  other-db.test, other-db.test, false"
  })
  void certificate_isCheckedAgainstTheEndpoint(
      Proxy.Type type, String host, String serverName, boolean trusted) {
    TlsInfo tls = handshake(type, host);

    assertThat(tls.serverName()).isEqualTo(Optional.of(serverName).filter(name -> !name.isEmpty()));
    assertThat(tls.untrustedReason().isEmpty())
        .as(tls.untrustedReason().orElse("trusted"))
        .isEqualTo(trusted);
  }

  private static TlsInfo handshake(Proxy.Type type, String host) {
    try (TcpPeer target = TcpPeer.silent();
        TcpPeer proxy = ProxyDialogueTest.proxy(type, ProxyDialogueTest.tls(IDENTITY));
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .timeout(Duration.ofSeconds(20))
                .resolver(
                    new ScriptedResolver().resolving("proxy.test", proxy.address().getAddress())
                        ::resolve)
                .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
                .build()) {
      InetSocketAddress named = InetSocketAddress.createUnresolved("proxy.test", proxy.port());
      return client
          .tcp(host, target.port())
          .tls()
          .through(new Proxy(type, named))
          .as("talk")
          .report()
          .join()
          .dialogue()
          .orElseThrow()
          .tls()
          .get(0);
    }
  }
}
