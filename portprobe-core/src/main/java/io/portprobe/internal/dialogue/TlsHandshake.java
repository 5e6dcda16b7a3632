package io.portprobe.internal.dialogue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.portprobe.Endpoint;
import io.portprobe.internal.util.Randomness;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.HostSyntax;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake that accepts any certificate and records whether the JDK trusts it. A probe sends
 * no secrets, and reports what listens also where it is not trusted.
 */
final class TlsHandshake {
  static { // Netty tries the TLS of the JDK when it reads the first record, which blocks
    var unused = SslHandler.isEncrypted(Unpooled.wrappedBuffer(new byte[5]), false);
  }

  private final RecordingTrustManager trust = new RecordingTrustManager();
  private final ClientKey clientKey;
  private final TlsSettings settings;
  private final Optional<String> serverName;
  private final SSLEngine engine;
  private final List<String> versionsOffered;

  /**
   * Creates the engine, which loads providers and reads random bytes.
   *
   * @throws IllegalArgumentException if the JDK does not support a version of the settings
   */
  TlsHandshake(Endpoint endpoint, TlsSettings settings) throws GeneralSecurityException {
    this.settings = settings;
    this.clientKey = new ClientKey(settings);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {clientKey}, new TrustManager[] {trust}, Randomness.shared());
    String host = unrooted(endpoint.host());
    boolean literal = HostSyntax.isLiteral(endpoint.host());
    serverName =
        settings.serverName(literal || !isServerName(host) ? Optional.empty() : Optional.of(host));
    // the name that the certificate is checked against
    engine = context.createSSLEngine(serverName.orElse(host), endpoint.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(
        "HTTPS"); // recorded, not enforced: see RecordingTrustManager
    parameters.setServerNames(serverName.map(ServerName::of).map(List::of).orElse(List.of()));
    parameters.setApplicationProtocols(settings.alpn().toArray(String[]::new));
    if (!settings.versions().isEmpty()) {
      parameters.setProtocols(settings.versions().toArray(String[]::new));
    }
    engine.setSSLParameters(parameters);
    versionsOffered = List.of(engine.getEnabledProtocols());
  }

  /** Returns how long the peer may take until it responds; empty if the deadline limits it. */
  Optional<Duration> timeout() {
    return settings.timeout();
  }

  /** Returns the channel handler. It validates certificates on a background thread. */
  SslHandler handler(Executor background) {
    SslHandler handler = new HandshakeHandler(engine, new EngineTasks(background));
    handler.setHandshakeTimeoutMillis(0); // the probe has its own deadline
    return handler;
  }

  /** Runs the tasks of an engine, which is locked while one runs. Thread-safe. */
  private static final class EngineTasks implements Executor {
    private final Executor background;
    private final AtomicInteger unfinished = new AtomicInteger();

    EngineTasks(Executor background) {
      this.background = background;
    }

    @Override
    public void execute(Runnable task) {
      unfinished.incrementAndGet();
      try {
        background.execute(() -> run(task));
      } catch (RuntimeException | Error e) { // no memory for a thread
        unfinished.decrementAndGet();
        throw e;
      }
    }

    private void run(Runnable task) {
      try {
        task.run();
      } finally {
        unfinished.decrementAndGet();
      }
    }

    boolean areFinished() {
      return unfinished.get() == 0;
    }
  }

  /**
   * A handler for channels that close while a background task uses the engine. It does not end the
   * engine then, since the event loop would wait for the task. It drops the failure of a task that
   * ends after the channel was closed: no handler is left to receive it, so that Netty would log
   * it.
   */
  private static final class HandshakeHandler extends SslHandler {
    private final EngineTasks tasks;

    HandshakeHandler(SSLEngine engine, EngineTasks tasks) {
      super(engine, tasks);
      this.tasks = tasks;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
      if (tasks.areFinished()) {
        super.channelInactive(ctx);
      } else {
        ctx.fireChannelInactive();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
      if (!ctx.isRemoved()) {
        super.exceptionCaught(ctx, cause);
      }
    }
  }

  /**
   * Returns the result of a handshake, or what was known of it when it failed. It does not call the
   * engine of a handshake that is not complete: the call would wait for a background task.
   */
  TlsInfo info(boolean complete) {
    SSLSession session = complete ? engine.getSession() : null;
    String alpn = complete ? engine.getApplicationProtocol() : null;
    return TlsInfo.builder()
        .complete(complete)
        .version(session == null ? trust.version : session.getProtocol())
        .cipherSuite(session == null ? "" : session.getCipherSuite())
        .certificates(trust.chain, Optional.ofNullable(trust.untrustedReason))
        .alpn(settings.alpn(), Optional.ofNullable(alpn).filter(name -> !name.isEmpty()))
        .versionsOffered(versionsOffered)
        .serverName(serverName)
        .clientCertificateRequested(clientKey.requested)
        .build();
  }

  /**
   * Returns whether a host may be sent as server name. The JDK rejects names with underscores, as a
   * client and as a server, so that the handshake is done without the extension, unless the caller
   * or the protocol sets the name.
   */
  private static boolean isServerName(String host) {
    try {
      var unused = new SNIHostName(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A name for the extension server_name (RFC 6066 section 3) that {@link SNIHostName} rejects. */
  private static final class ServerName extends SNIServerName {
    private ServerName(String host) {
      super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
    }

    static SNIServerName of(String host) {
      try {
        return new SNIHostName(host);
      } catch (IllegalArgumentException e) {
        return new ServerName(host);
      }
    }
  }

  /** The client certificate, if there is one. Records whether the peer requested it. */
  private static final class ClientKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final TlsSettings settings;
    private volatile boolean requested;

    ClientKey(TlsSettings settings) {
      this.settings = settings;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
      requested = true;
      return settings
          .clientKey()
          .filter(key -> List.of(keyTypes).contains(key.getAlgorithm()))
          .map(key -> ALIAS)
          .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return settings.clientKey().orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return settings.clientCertificates().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
      return null; // only engines are used
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }
  }

  private static String unrooted(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Consults the JDK's trust manager, which includes the name check, and accepts its refusal. */
  private static final class RecordingTrustManager extends X509ExtendedTrustManager {
    private volatile List<X509Certificate> chain = List.of();
    private volatile @Nullable String untrustedReason;
    private volatile String version = "";

    @Override
    public void checkServerTrusted(
        X509Certificate[] certificates, String authType, SSLEngine handshaking) {
      chain = List.of(certificates);
      version = handshaking.getHandshakeSession().getProtocol();
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
