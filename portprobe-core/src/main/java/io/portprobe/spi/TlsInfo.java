package io.portprobe.spi;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a TLS handshake agreed, and who the peer says it is. The core takes any certificate: whether
 * it is to be trusted is a fact to report, not a condition for talking.
 *
 * @param version the protocol version as the JDK names it, for example {@code "TLSv1.3"}
 * @param cipherSuite the suite as the JDK names it
 * @param certificates the peer's chain, its own first; empty if it sent none
 * @param untrustedReason why the JDK's default trust store, or the name that was asked for, does
 *     not vouch for the chain; empty if both do
 */
public record TlsInfo(
    String version,
    String cipherSuite,
    List<X509Certificate> certificates,
    Optional<String> untrustedReason) {
  /** Copies the list and checks that nothing is null. */
  public TlsInfo {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(untrustedReason, "distrust");
  }
}
