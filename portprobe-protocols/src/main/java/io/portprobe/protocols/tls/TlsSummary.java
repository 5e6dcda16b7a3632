package io.portprobe.protocols.tls;

import io.portprobe.spi.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of a TLS handshake as findings report it: the negotiated parameters and the identity
 * in the peer's own certificate. A finding by itself if the peer sent nothing else. The peer
 * supplied these values; {@link #untrustedReason()} says whether they can be trusted.
 *
 * <p>Immutable and thread-safe. portprobe supplies the implementation, which is a record: JSON is
 * made of its components. More methods may follow.
 */
public interface TlsSummary extends Finding {
  /**
   * Returns the protocol version.
   *
   * @return as the JDK names it, for example {@code "TLSv1.3"}
   */
  String version();

  /**
   * Returns the cipher suite.
   *
   * @return as the JDK names it, for example {@code "TLS_AES_256_GCM_SHA384"}
   */
  String cipherSuite();

  /**
   * Returns the subject of the certificate.
   *
   * @return an RFC 2253 name; empty if the peer sent no certificate
   */
  Optional<String> subject();

  /**
   * Returns the issuer of the certificate.
   *
   * @return an RFC 2253 name; empty if the peer sent no certificate
   */
  Optional<String> issuer();

  /**
   * Returns the subject alternative names of the certificate (RFC 5280 section 4.2.1.6), each with
   * its kind.
   *
   * @return in the order of the certificate, for example {@code "DNS:dc1.example"} or {@code
   *     "IP:192.0.2.1"}; empty if there are none, or the extension is malformed
   */
  List<String> names();

  /**
   * Returns the start of the certificate's validity.
   *
   * @return empty if the peer sent no certificate
   */
  Optional<Instant> notBefore();

  /**
   * Returns the end of the certificate's validity.
   *
   * @return empty if the peer sent no certificate
   */
  Optional<Instant> notAfter();

  /**
   * Returns the pin of the certificate's public key: the SHA-256 of its SubjectPublicKeyInfo, as
   * stub resolvers are configured with it (RFC 7858 section 4.2).
   *
   * @return base 64 of 32 bytes; empty if the peer sent no certificate
   */
  Optional<String> pin();

  /**
   * Returns why the certificate is not trusted.
   *
   * @return empty if the JDK's default trust store and the probed host name confirm the certificate
   */
  Optional<String> untrustedReason();

  /**
   * Returns this summary as human-readable lines.
   *
   * @return at least one line, without line breaks and control characters
   */
  @Override
  List<String> lines();
}
