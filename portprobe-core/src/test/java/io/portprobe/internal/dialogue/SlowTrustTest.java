package io.portprobe.internal.dialogue;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Certificates whose check takes long, for example on a machine without a free processor. The JDK's
 * engine is locked meanwhile, and the event loop must not wait for it.
 */
@Isolated // it replaces the trust manager of the JVM
class SlowTrustTest {
  private static final String ALGORITHM_PROPERTY = "ssl.TrustManagerFactory.algorithm";
  private static final String ALGORITHM = "PortprobeSlowTrust";

  private static volatile CountDownLatch checking = new CountDownLatch(1);
  private static volatile CountDownLatch released = new CountDownLatch(1);

  private final String previous = Security.getProperty(ALGORITHM_PROPERTY);
  private final SlowTrust provider = new SlowTrust();
  private final TlsIdentity identity = TlsIdentity.selfSigned("localhost");
  private final TcpPeer secured =
      TcpPeer.tls(identity.context(), Script.reply(Talk.bytes("pong\n")).thenSilence());
  private final TcpPeer plain =
      TcpPeer.serving(
          Script.expect(Talk.bytes("ping\n")).reply(Talk.bytes("pong\n")).thenSilence());
  private final ProbeClient client =
      ProbeClient.builder()
          .withoutDiscovery()
          .timeout(ofSeconds(20))
          .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
          .build();

  /** A provider of a trust manager that waits until the test releases it. */
  private static final class SlowTrust extends Provider {
    private static final long serialVersionUID = 1;

    SlowTrust() {
      super("PortprobeSlowTrust", "1", "a trust manager that waits");
      put("TrustManagerFactory." + ALGORITHM, Factory.class.getName());
    }
  }

  /** The service of the provider; the JDK creates it by reflection. */
  public static final class Factory extends TrustManagerFactorySpi {
    @Override
    protected void engineInit(KeyStore roots) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return new TrustManager[] {new Waiting()};
    }
  }

  private static final class Waiting extends X509ExtendedTrustManager {
    private static void awaitRelease() {
      checking.countDown();
      try {
        var unused = released.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      awaitRelease();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @BeforeEach
  void slowDown() {
    checking = new CountDownLatch(1);
    released = new CountDownLatch(1);
    Security.addProvider(provider);
    Security.setProperty(ALGORITHM_PROPERTY, ALGORITHM);
  }

  @AfterEach
  void restore() {
    released.countDown();
    Security.setProperty(ALGORITHM_PROPERTY, previous);
    Security.removeProvider(provider.getName());
    client.close();
    secured.close();
    plain.close();
  }

  private PortProbe probe() {
    return client.tcp("127.0.0.1", secured.port()).as("talk").tls();
  }

  private static void awaitCheck() throws InterruptedException {
    assertThat(checking.await(60, TimeUnit.SECONDS)).isTrue();
  }

  /** A probe of the same protocol uses the same event loop. */
  private void assertLoopIsFree() {
    ProbeReport report = client.tcp("127.0.0.1", plain.port()).as("talk").report().join();
    assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(Cause.COMPLETED);
  }

  @Test
  void cancelledProbe_leavesTheLoopFree() throws Exception {
    CompletableFuture<ProbeReport> report = probe().report();
    awaitCheck();

    report.cancel(true);

    assertLoopIsFree();
  }

  @Test
  void peerThatCloses_endsTheHandshake() throws Exception {
    CompletableFuture<ProbeReport> report = probe().report();
    awaitCheck();

    secured.close();

    DialogueReport dialogue = report.join().dialogue().orElseThrow();
    assertThat(dialogue.cause()).isEqualTo(Cause.TLS);
    assertThat(dialogue.tls())
        .singleElement()
        .satisfies(tls -> assertThat(tls.complete()).isFalse());
    assertLoopIsFree();
  }

  @Test
  @Tag("slow")
  void deadline_isHeld() throws Exception {
    CompletableFuture<ProbeReport> report = probe().timeout(ofSeconds(2)).report();
    awaitCheck();

    DialogueReport dialogue = report.join().dialogue().orElseThrow();
    assertThat(dialogue.cause()).isEqualTo(Cause.DEADLINE);
    assertThat(dialogue.note()).isEqualTo("the TLS handshake timed out");
    assertThat(dialogue.tls())
        .singleElement()
        .satisfies(tls -> assertThat(tls.versionsOffered()).contains("TLSv1.3"));
    assertLoopIsFree();
  }
}
