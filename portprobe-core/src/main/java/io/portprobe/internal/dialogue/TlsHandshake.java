package io.portprobe.internal.dialogue;

import io.netty.handler.ssl.SslHandler;
import io.portprobe.Endpoint;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.util.Randomness;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.HostSyntax;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake that accepts any certificate and records whether the JDK trusts it. A probe sends
 * no secrets, and reports what listens also where it is not trusted.
 */
final class TlsHandshake {
  private final RecordingTrustManager trust = new RecordingTrustManager();
  private final SSLEngine engine;

  TlsHandshake(Endpoint endpoint) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust}, Randomness.shared());
    String name = unrooted(endpoint.host());
    engine = context.createSSLEngine(name, endpoint.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(
        "HTTPS"); // recorded, not enforced: see RecordingTrustManager
    if (!HostSyntax.isLiteral(endpoint.host())) {
      parameters.setServerNames(serverNames(name));
    }
    engine.setSSLParameters(parameters);
  }

  /** Returns the channel handler. It validates certificates on a background thread. */
  SslHandler handler() {
    SslHandler handler = new SslHandler(engine, BackgroundThreads.computing());
    handler.setHandshakeTimeoutMillis(0); // the probe has its own deadline
    return handler;
  }

  /** Returns the result of a completed handshake. */
  TlsInfo info() {
    SSLSession session = engine.getSession();
    return TlsInfo.of(
        session.getProtocol(),
        session.getCipherSuite(),
        trust.chain,
        Optional.ofNullable(trust.untrustedReason));
  }

  /**
   * Returns the name for the extension server_name (RFC 6066 section 3). The JDK rejects names with
   * underscores, as a client and as a server, so that the handshake is done without the extension.
   */
  private static List<SNIServerName> serverNames(String host) {
    try {
      return List.of(new SNIHostName(host));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static String unrooted(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Consults the JDK's trust manager, which includes the name check, and accepts its refusal. */
  private static final class RecordingTrustManager extends X509ExtendedTrustManager {
    private volatile List<X509Certificate> chain = List.of();
    private volatile @Nullable String untrustedReason;

    @Override
    public void checkServerTrusted(
        X509Certificate[] certificates, String authType, SSLEngine handshaking) {
      chain = List.of(certificates);
      try {
        system().checkServerTrusted(certificates, authType, handshaking);
      } catch (GeneralSecurityException e) {
        untrustedReason = String.valueOf(e.getMessage());
      }
    }

    private static X509ExtendedTrustManager system() throws GeneralSecurityException {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new GeneralSecurityException("no X.509 trust manager in the JDK");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType)
        throws CertificateException {
      throw onlyByEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket)
        throws CertificateException {
      throw onlyByEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType)
        throws CertificateException {
      throw onlyByEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket)
        throws CertificateException {
      throw onlyByEngine();
    }

    @Override
    public void checkClientTrusted(
        X509Certificate[] certificates, String authType, SSLEngine handshaking)
        throws CertificateException {
      throw onlyByEngine();
    }

    private static CertificateException onlyByEngine() {
      return new CertificateException("unsupported: this trust manager is for client engines only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
