package io.portprobe.spi;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of a TLS handshake. */
record DefaultTlsInfo(
    boolean complete,
    String version,
    String cipherSuite,
    List<X509Certificate> certificates,
    Optional<String> untrustedReason,
    Optional<String> alpn,
    List<String> alpnOffered,
    List<String> versionsOffered,
    Optional<String> serverName,
    boolean clientCertificateRequested)
    implements TlsInfo {
  private static final long SECONDS_OF_A_DAY = 86_400;

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
    String result =
        !complete ? "handshake failed" : untrustedReason.isEmpty() ? "trusted" : "not trusted";
    return Stream.of(version, cipherSuite, "certificates: " + certificates.size(), result)
        .filter(part -> !part.isEmpty()) // a handshake may fail before there is a version
        .collect(Collectors.joining(", "));
  }

  /** Collects the values. */
  static final class Builder implements TlsInfo.Builder {
    private boolean complete = true;
    private String version = "";
    private String cipherSuite = "";
    private List<X509Certificate> certificates = List.of();
    private Optional<String> untrustedReason = Optional.empty();
    private Optional<String> alpn = Optional.empty();
    private List<String> alpnOffered = List.of();
    private List<String> versionsOffered = List.of();
    private Optional<String> serverName = Optional.empty();
    private boolean clientCertificateRequested;

    @Override
    public Builder complete(boolean value) {
      complete = value;
      return this;
    }

    @Override
    public Builder version(String value) {
      version = Objects.requireNonNull(value, "version");
      return this;
    }

    @Override
    public Builder cipherSuite(String value) {
      cipherSuite = Objects.requireNonNull(value, "cipherSuite");
      return this;
    }

    @Override
    public Builder certificates(List<X509Certificate> chain, Optional<String> reason) {
      certificates = List.copyOf(chain);
      untrustedReason = Objects.requireNonNull(reason, "untrustedReason");
      return this;
    }

    @Override
    public Builder alpn(List<String> offered, Optional<String> chosen) {
      alpnOffered = List.copyOf(offered);
      alpn = Objects.requireNonNull(chosen, "chosen");
      return this;
    }

    @Override
    public Builder versionsOffered(List<String> versions) {
      versionsOffered = List.copyOf(versions);
      return this;
    }

    @Override
    public Builder serverName(Optional<String> value) {
      serverName = Objects.requireNonNull(value, "serverName");
      return this;
    }

    @Override
    public Builder clientCertificateRequested(boolean requested) {
      clientCertificateRequested = requested;
      return this;
    }

    @Override
    public String toString() {
      return "TlsInfo.Builder[" + build() + "]";
    }

    @Override
    public TlsInfo build() {
      return new DefaultTlsInfo(
          complete,
          version,
          cipherSuite,
          certificates,
          untrustedReason,
          alpn,
          alpnOffered,
          versionsOffered,
          serverName,
          clientCertificateRequested);
    }
  }
}
