package io.portprobe.spi;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of a TLS handshake. The client accepts any certificate: whether the certificate is
 * trusted is a fact to report, not a condition for the dialogue. Immutable and thread-safe. A later
 * version may add methods; use {@link #of} in tests of a protocol.
 */
public interface TlsInfo {
  /**
   * Returns the negotiated protocol version.
   *
   * @return the JDK's name, for example {@code "TLSv1.3"}
   */
  String version();

  /**
   * Returns the negotiated cipher suite.
   *
   * @return the JDK's name, for example {@code "TLS_AES_256_GCM_SHA384"}
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
   * the certificate does not match the host name of the probe.
   *
   * @return empty if the chain is trusted
   */
  Optional<String> untrustedReason();

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
    return new DefaultTlsInfo(version, cipherSuite, certificates, untrustedReason);
  }
}
