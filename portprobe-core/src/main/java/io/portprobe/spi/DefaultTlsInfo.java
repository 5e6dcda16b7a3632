package io.portprobe.spi;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The values of a TLS handshake. */
record DefaultTlsInfo(
    String version,
    String cipherSuite,
    List<X509Certificate> certificates,
    Optional<String> untrustedReason)
    implements TlsInfo {
  private static final long SECONDS_OF_A_DAY = 86_400;

  DefaultTlsInfo {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(untrustedReason, "untrustedReason");
  }

  @Override
  public OptionalLong daysLeft(Instant at) {
    return certificates.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .mapToLong(end -> Math.floorDiv(Duration.between(at, end).toSeconds(), SECONDS_OF_A_DAY))
        .min();
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
