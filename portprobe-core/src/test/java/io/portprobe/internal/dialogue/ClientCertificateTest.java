package io.portprobe.internal.dialogue;

import static io.portprobe.internal.dialogue.DialogueProbes.client;
import static io.portprobe.internal.dialogue.DialogueProbes.heard;
import static io.portprobe.internal.dialogue.DialogueProbes.only;
import static io.portprobe.internal.dialogue.DialogueProbes.say;
import static io.portprobe.internal.dialogue.DialogueProbes.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Talk;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that accepts only clients with one certificate. */
class ClientCertificateTest {
  private static final TlsIdentity SERVER = TlsIdentity.selfSigned("localhost");
  private static final TlsIdentity USER = TlsIdentity.selfSigned("user.example");

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void certificateOfTheCaller_isSent(String version) throws Exception {
    try (SSLServerSocket listener = listener(version);
        ProbeClient client = client(Binding.tcp(9), context -> new Talk.Pinging())) {
      CompletableFuture<Certificate> received = serveOne(listener);
      TlsSettings settings =
          TlsSettings.defaults()
              .withClientCertificate(USER.privateKey(), List.of(USER.certificate()));
      Attempt attempt =
          only(client.tcp("127.0.0.1", listener.getLocalPort()).as("talk").tls(settings));

      assertThat(heard(attempt)).isEqualTo("pong");
      assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(USER.certificate());
      assertThat(attempt.dialogue().orElseThrow().tls())
          .first()
          .extracting(TlsInfo::clientCertificateRequested)
          .isEqualTo(true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientWithoutACertificate_isListening_andTheRequestIsReported(String version)
      throws Exception {
    try (SSLServerSocket listener = listener(version);
        ProbeClient client = client(Binding.tcp(9), context -> new Talk.Pinging())) {
      CompletableFuture<Certificate> received = serveOne(listener);
      Attempt attempt = only(client.tcp("127.0.0.1", listener.getLocalPort()).as("talk").tls());

      assertThat(attempt.state()).isEqualTo(PortState.LISTENING);
      assertThat(attempt.dialogue().orElseThrow().cause())
          .isIn(Cause.TLS, Cause.PEER_CLOSED, Cause.PEER_RESET);
      assertThat(attempt.dialogue().orElseThrow().tls())
          .first()
          .extracting(TlsInfo::clientCertificateRequested)
          .isEqualTo(true);
      assertThat(received).failsWithin(10, TimeUnit.SECONDS);
    }
  }

  /** Accepts a client, and completes with its certificate, or with the failed handshake. */
  private static CompletableFuture<Certificate> serveOne(SSLServerSocket listener) {
    CompletableFuture<Certificate> received = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (SSLSocket connection = (SSLSocket) listener.accept()) {
                connection.startHandshake();
                received.complete(connection.getSession().getPeerCertificates()[0]);
                readLine(connection.getInputStream());
                say(connection.getOutputStream(), "pong\n");
                untilClosed(connection.getInputStream());
              } catch (IOException e) {
                received.completeExceptionally(e);
              }
            },
            "tls server");
    thread.setDaemon(true);
    thread.start();
    return received;
  }

  private static void readLine(InputStream in) throws IOException {
    int next = in.read();
    while (next >= 0 && next != '\n') {
      next = in.read();
    }
  }

  private static SSLServerSocket listener(String version) throws Exception {
    SSLServerSocket listener =
        (SSLServerSocket)
            context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    listener.setNeedClientAuth(true);
    listener.setEnabledProtocols(new String[] {version});
    return listener;
  }

  private static SSLContext context() throws GeneralSecurityException, IOException {
    char[] password = new char[0];
    KeyStore own = KeyStore.getInstance("JKS");
    own.load(null, null);
    own.setKeyEntry(
        "server", SERVER.privateKey(), password, new Certificate[] {SERVER.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("user", USER.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
