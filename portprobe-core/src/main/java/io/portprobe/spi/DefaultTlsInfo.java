package io.portprobe.spi;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The values of a TLS handshake. */
record DefaultTlsInfo(
    String version,
    String cipherSuite,
    List<X509Certificate> certificates,
    Optional<String> untrustedReason)
    implements TlsInfo {
  DefaultTlsInfo {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(untrustedReason, "untrustedReason");
  }

  /** Leaves out the subject of the certificate and the reason, whose text comes from the peer. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %s, certificates: %d, %s",
        version,
        cipherSuite,
        certificates.size(),
        untrustedReason.isEmpty() ? "trusted" : "not trusted");
  }
}
