package io.portprobe.spi;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of a TLS handshake. The client accepts any certificate: whether the certificate is
 * trusted is a fact to report, not a condition for the dialogue. Immutable and thread-safe. A later
 * version may add methods; use {@link #of} and {@link #builder()} in tests of a protocol.
 */
public interface TlsInfo {
  /**
   * Returns whether the handshake completed.
   *
   * @return false if it failed, so that the other methods have what was known until then
   */
  boolean complete();

  /**
   * Returns the negotiated protocol version.
   *
   * @return the JDK's name, for example {@code "TLSv1.3"}; {@code ""} if the handshake failed
   *     before it was known
   */
  String version();

  /**
   * Returns the negotiated cipher suite.
   *
   * @return the JDK's name, for example {@code "TLS_AES_256_GCM_SHA384"}; {@code ""} if the
   *     handshake failed before it was known
   */
  String cipherSuite();

  /**
   * Returns the certificate chain of the peer, beginning with its own certificate.
   *
   * @return an immutable list, empty if the peer sent no certificate
   */
  List<X509Certificate> certificates();

  /**
   * Returns how many whole days are left until the first certificate of the chain expires, which
   * ends the validity of the chain.
   *
   * @param at the time from which the days are counted, usually now
   * @return zero on the last day, negative after the end; empty if the peer sent no certificate
   */
  OptionalLong daysLeft(Instant at);

  /**
   * Returns why the certificate chain is not trusted: the JDK's default trust store rejects it, or
   * the certificate does not match the server name.
   *
   * @return empty if the chain is trusted
   */
  Optional<String> untrustedReason();

  /**
   * Returns the application protocol that the peer chose (ALPN, RFC 7301).
   *
   * @return the name, for example {@code "h2"}; empty if the client offered none or the peer chose
   *     none
   */
  Optional<String> alpn();

  /**
   * Returns the application protocols that the client offered.
   *
   * @return an immutable list, empty if the client sent no such extension
   */
  List<String> alpnOffered();

  /**
   * Returns the protocol versions that the client offered.
   *
   * @return an immutable list of the JDK's names
   */
  List<String> versionsOffered();

  /**
   * Returns the server name that the client sent (SNI, RFC 6066 section 3).
   *
   * @return the name, empty if the client sent none
   */
  Optional<String> serverName();

  /**
   * Returns whether the peer requested a client certificate during the handshake.
   *
   * @return true if it did, whether or not the client has sent one
   */
  boolean clientCertificateRequested();

  /**
   * Returns the result of a handshake with these values, for tests of a protocol.
   *
   * @param version the protocol version as the JDK names it
   * @param cipherSuite the cipher suite as the JDK names it
   * @param certificates the chain of the peer, beginning with its own certificate; copied
   * @param untrustedReason why the chain is not trusted; empty if it is
   * @return an immutable result
   */
  static TlsInfo of(
      String version,
      String cipherSuite,
      List<X509Certificate> certificates,
      Optional<String> untrustedReason) {
    return builder()
        .version(version)
        .cipherSuite(cipherSuite)
        .certificates(certificates, untrustedReason)
        .build();
  }

  /**
   * Returns a builder of a result, for tests of a protocol. Without further calls it has a complete
   * handshake without a version, certificates and extensions.
   *
   * @return a new builder
   */
  static Builder builder() {
    return new DefaultTlsInfo.Builder();
  }

  /** A builder of a {@link TlsInfo}. Not thread-safe. */
  interface Builder {
    /**
     * Sets whether the handshake completed. Default: true.
     *
     * @param complete false if it failed
     * @return this builder
     */
    Builder complete(boolean complete);

    /**
     * Sets the protocol version.
     *
     * @param version the JDK's name
     * @return this builder
     */
    Builder version(String version);

    /**
     * Sets the cipher suite.
     *
     * @param cipherSuite the JDK's name
     * @return this builder
     */
    Builder cipherSuite(String cipherSuite);

    /**
     * Sets the certificates of the peer.
     *
     * @param chain the chain, beginning with the certificate of the peer; copied
     * @param untrustedReason why the chain is not trusted; empty if it is
     * @return this builder
     */
    Builder certificates(List<X509Certificate> chain, Optional<String> untrustedReason);

    /**
     * Sets the application protocols.
     *
     * @param offered the names that the client offered; copied
     * @param chosen the name that the peer chose
     * @return this builder
     */
    Builder alpn(List<String> offered, Optional<String> chosen);

    /**
     * Sets the protocol versions that the client offered.
     *
     * @param versions the JDK's names; copied
     * @return this builder
     */
    Builder versionsOffered(List<String> versions);

    /**
     * Sets the server name that the client sent.
     *
     * @param serverName the name, empty if the client sent none
     * @return this builder
     */
    Builder serverName(Optional<String> serverName);

    /**
     * Sets whether the peer requested a client certificate. Default: false.
     *
     * @param requested true if it did
     * @return this builder
     */
    Builder clientCertificateRequested(boolean requested);

    /**
     * Returns the result.
     *
     * @return an immutable result
     */
    TlsInfo build();
  }
}
