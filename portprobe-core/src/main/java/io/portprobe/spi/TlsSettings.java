package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the client offers in a TLS handshake. The protocol sets it by {@link
 * Dialogue#tlsSettings()}, the caller by {@link io.portprobe.PortProbe#tls(TlsSettings)}. A value
 * of the caller takes precedence over one of the protocol. Immutable and thread-safe. A later
 * version may add properties.
 */
@CheckReturnValue
public final class TlsSettings {
  private static final TlsSettings DEFAULTS = new TlsSettings(null, null, null, null, null, null);
  private static final int MAX_NAME = 255;
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  private final @Nullable List<String> alpn;
  private final @Nullable List<String> versions;
  private final @Nullable String serverName; // "" for none
  private final @Nullable PrivateKey key;
  private final @Nullable List<X509Certificate> certificates;
  private final @Nullable Duration timeout;

  private TlsSettings(
      @Nullable List<String> alpn,
      @Nullable List<String> versions,
      @Nullable String serverName,
      @Nullable PrivateKey key,
      @Nullable List<X509Certificate> certificates,
      @Nullable Duration timeout) {
    this.alpn = alpn;
    this.versions = versions;
    this.serverName = serverName;
    this.key = key;
    this.certificates = certificates;
    this.timeout = timeout;
  }

  /**
   * Returns settings without any value: no ALPN, the protocol versions that the JDK enables, the
   * host of the probe as server name unless it is an address or contains underscores, which many
   * servers reject, and no client certificate.
   *
   * @return the defaults
   */
  public static TlsSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Offers application protocols (ALPN, RFC 7301). {@link TlsInfo#alpn()} has the choice of the
   * peer.
   *
   * @param protocols the names in order of preference, for example {@code "h2", "http/1.1"}; none
   *     to send no extension. 1 to 255 bytes each
   * @return a changed copy
   * @throws IllegalArgumentException if a name is empty or too long
   */
  public TlsSettings withAlpn(String... protocols) {
    for (String protocol : protocols) {
      int length = protocol.getBytes(StandardCharsets.UTF_8).length;
      if (length < 1 || length > MAX_NAME) {
        throw new IllegalArgumentException(
            "alpn: " + SafeText.quote(protocol) + " (expected: 1-255 bytes)");
      }
    }
    return new TlsSettings(List.of(protocols), versions, serverName, key, certificates, timeout);
  }

  /**
   * Offers these protocol versions only. A version that the JDK disables by its security property
   * {@code jdk.tls.disabledAlgorithms} cannot be offered; the handshake fails if none is left.
   *
   * @param names at least one name of the JDK, for example {@code "TLSv1.2"}
   * @return a changed copy
   * @throws IllegalArgumentException if there is no name, or one is none of TLSv1, TLSv1.1, TLSv1.2
   *     and TLSv1.3
   */
  public TlsSettings withVersions(String... names) {
    List<String> known = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    List<String> chosen = List.of(names);
    if (chosen.isEmpty() || !known.containsAll(chosen)) {
      throw new IllegalArgumentException(
          "versions: "
              + SafeText.quote(chosen.toString())
              + " (expected: one or more of "
              + known
              + ")");
    }
    return new TlsSettings(alpn, chosen, serverName, key, certificates, timeout);
  }

  /**
   * Sends a server name (SNI, RFC 6066 section 3), and checks the certificate against it.
   *
   * @param name a host name of 1 to 255 ASCII characters; it may contain underscores
   * @return a changed copy
   * @throws IllegalArgumentException if the name is empty, too long, or contains other characters
   */
  public TlsSettings withServerName(String name) {
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || !name.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c))) {
      throw new IllegalArgumentException(
          "serverName: " + SafeText.quote(name) + " (expected: 1-255 ASCII characters)");
    }
    return new TlsSettings(alpn, versions, name, key, certificates, timeout);
  }

  /**
   * Sends no server name.
   *
   * @return a changed copy
   */
  public TlsSettings withoutServerName() {
    return new TlsSettings(alpn, versions, "", key, certificates, timeout);
  }

  /**
   * Sends a client certificate if the peer requests one.
   *
   * @param key the private key of the first certificate
   * @param chain the certificate of the client and its issuers; copied
   * @return a changed copy
   * @throws IllegalArgumentException if the chain is empty
   */
  public TlsSettings withClientCertificate(PrivateKey key, List<X509Certificate> chain) {
    Objects.requireNonNull(key, "key");
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: [] (expected: at least one certificate)");
    }
    return new TlsSettings(alpn, versions, serverName, key, List.copyOf(chain), timeout);
  }

  /**
   * Limits how long the peer may take until it responds to the ClientHello, so that the dialogue
   * can continue with {@link Dialogue#tlsFailed(TlsFailure)} where it does not. A handshake to
   * which the peer has responded may take longer. Default: until the deadline of the probe.
   *
   * @param time 1 ms to 1 h
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  public TlsSettings withTimeout(Duration time) {
    if (time.compareTo(MIN_TIMEOUT) < 0 || time.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout: " + time + " (expected: " + MIN_TIMEOUT + " to " + MAX_TIMEOUT + ")");
    }
    return new TlsSettings(alpn, versions, serverName, key, certificates, time);
  }

  /**
   * Returns these settings, with the values of other settings where those have one.
   *
   * @param others the settings that take precedence
   * @return a changed copy
   */
  public TlsSettings overriddenBy(TlsSettings others) {
    boolean otherCertificate = others.key != null;
    return new TlsSettings(
        others.alpn == null ? alpn : others.alpn,
        others.versions == null ? versions : others.versions,
        others.serverName == null ? serverName : others.serverName,
        otherCertificate ? others.key : key,
        otherCertificate ? others.certificates : certificates,
        others.timeout == null ? timeout : others.timeout);
  }

  /**
   * Returns the application protocols to offer.
   *
   * @return an immutable list, empty for no extension
   */
  public List<String> alpn() {
    return alpn == null ? List.of() : alpn;
  }

  /**
   * Returns the protocol versions to offer.
   *
   * @return an immutable list, empty for those that the JDK enables
   */
  public List<String> versions() {
    return versions == null ? List.of() : versions;
  }

  /**
   * Returns the server name to send.
   *
   * @param host the host of the probe, if it is a name; empty if it is an address
   * @return the name that was set or else the host; empty to send none
   */
  public Optional<String> serverName(Optional<String> host) {
    return serverName == null ? host : Optional.of(serverName).filter(name -> !name.isEmpty());
  }

  /**
   * Returns the private key of the client certificate.
   *
   * @return the key, empty without a client certificate
   */
  public Optional<PrivateKey> clientKey() {
    return Optional.ofNullable(key);
  }

  /**
   * Returns the chain of the client certificate.
   *
   * @return an immutable list, empty without a client certificate
   */
  public List<X509Certificate> clientCertificates() {
    return certificates == null ? List.of() : certificates;
  }

  /**
   * Returns how long the peer may take until it responds to the ClientHello.
   *
   * @return the time, empty if only the deadline of the probe limits it
   */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Leaves out the private key. */
  @Override
  public String toString() {
    return SafeText.line(
        "TlsSettings[alpn: "
            + alpn()
            + ", versions: "
            + versions()
            + ", server name: "
            + (serverName == null ? "default" : serverName.isEmpty() ? "none" : serverName)
            + ", client certificate: "
            + (key == null ? "no" : "yes")
            + (timeout == null ? "" : ", timeout: " + TimeText.of(timeout))
            + "]");
  }
}
