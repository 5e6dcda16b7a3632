package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.tls.TlsCertificate;
import io.portprobe.protocols.tls.TlsResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The implementation of {@link TlsResult}. */
public record DefaultTlsResult(
    boolean complete,
    Optional<String> version,
    Optional<String> cipherSuite,
    Optional<String> alpn,
    Optional<String> serverName,
    List<TlsCertificate> certificates,
    OptionalLong daysLeft,
    Optional<String> untrustedReason,
    boolean clientCertificateRequested,
    Optional<String> failure,
    Optional<String> alert,
    List<String> acceptedVersions,
    List<String> rejectedVersions)
    implements TlsResult {
  private static final int MAX_CERTIFICATES = 20;
  private static final int MAX_LINE = 2_000;

  /** Copies the lists. */
  public DefaultTlsResult {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(alpn, "alpn");
    Objects.requireNonNull(serverName, "serverName");
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(daysLeft, "daysLeft");
    Objects.requireNonNull(untrustedReason, "untrustedReason");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(alert, "alert");
    acceptedVersions = List.copyOf(acceptedVersions);
    rejectedVersions = List.copyOf(rejectedVersions);
  }

  /** Returns the result of a handshake, whether it completed or not. */
  static DefaultTlsResult of(TlsInfo tls, Instant now, Optional<String> failure) {
    return new DefaultTlsResult(
        tls.complete(),
        present(tls.version()),
        present(tls.cipherSuite()),
        tls.alpn(),
        tls.serverName(),
        tls.certificates().stream().limit(MAX_CERTIFICATES).map(DefaultTlsCertificate::of).toList(),
        tls.daysLeft(now),
        tls.untrustedReason(),
        tls.clientCertificateRequested(),
        failure,
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Returns a copy with the alert, or the version, that the server sent after a failure. */
  DefaultTlsResult withReply(ServerReply reply) {
    return new DefaultTlsResult(
        complete,
        version.or(reply::version),
        cipherSuite,
        alpn,
        serverName,
        certificates,
        daysLeft,
        untrustedReason,
        clientCertificateRequested,
        failure,
        reply.alert(),
        acceptedVersions,
        rejectedVersions);
  }

  /** Returns a copy with the versions that the server accepts and rejects. */
  DefaultTlsResult withVersions(List<String> accepted, List<String> rejected) {
    return new DefaultTlsResult(
        complete,
        version,
        cipherSuite,
        alpn,
        serverName,
        certificates,
        daysLeft,
        untrustedReason,
        clientCertificateRequested,
        failure,
        alert,
        accepted,
        rejected);
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    alert.ifPresent(text -> lines.add("alert of the server: " + text));
    alpn.ifPresent(name -> lines.add("ALPN: " + name));
    serverName.ifPresent(name -> lines.add("server name sent: " + name));
    for (int i = 0; i < certificates.size(); i++) {
      addCertificate(lines, i + 1, certificates.get(i));
    }
    daysLeft.ifPresent(days -> lines.add("days until a certificate expires: " + days));
    if (!certificates.isEmpty()) {
      lines.add("trust: " + untrustedReason.map(why -> "not trusted: " + why).orElse("trusted"));
    }
    if (clientCertificateRequested) {
      lines.add("The server requested a client certificate.");
    }
    addVersions(lines, "versions accepted: ", acceptedVersions);
    addVersions(lines, "versions rejected: ", rejectedVersions);
    return lines.stream().map(line -> SafeText.line(line, MAX_LINE)).toList();
  }

  private static void addCertificate(List<String> lines, int number, TlsCertificate each) {
    String prefix = "certificate " + number + " ";
    lines.add(prefix + "subject: " + each.subject());
    lines.add(prefix + "issuer: " + each.issuer());
    if (!each.names().isEmpty()) {
      lines.add(prefix + "names: " + String.join(", ", each.names()));
    }
    lines.add(prefix + "valid: " + each.notBefore() + " to " + each.notAfter());
    lines.add(prefix + "key: " + each.key() + ", signature: " + each.signature());
    lines.add(prefix + "SHA-256: " + each.fingerprint());
  }

  private static void addVersions(List<String> lines, String name, List<String> versions) {
    if (!versions.isEmpty()) {
      lines.add(name + String.join(", ", versions));
    }
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("tls")
        .withVolatileComponents("daysLeft")
        .withVolatileLines("days until a certificate expires:");
  }

  @Override
  public String toString() {
    return SafeText.line(
        failure
            .map(why -> "TLS handshake refused: " + why)
            .orElse(version.orElse("") + ", " + cipherSuite.orElse("")),
        MAX_LINE);
  }
}
