package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A {@link TlsSummary} whose components are the accessors of the interface. */
public record DefaultTlsSummary(
    String version,
    String cipherSuite,
    Optional<String> subject,
    Optional<String> issuer,
    List<String> names,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Optional<String> pin,
    Optional<String> untrustedReason)
    implements TlsSummary {
  /**
   * Copies the list.
   *
   * @throws NullPointerException if an argument is null
   */
  public DefaultTlsSummary {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    names = List.copyOf(names);
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(untrustedReason, "untrustedReason");
  }

  /** Returns the summary of a handshake; the peer's own certificate is the first of its chain. */
  public static TlsSummary of(TlsInfo tls) {
    Optional<X509Certificate> own = tls.certificates().stream().findFirst();
    return new DefaultTlsSummary(
        tls.version(),
        tls.cipherSuite(),
        own.map(certificate -> certificate.getSubjectX500Principal().getName()),
        own.map(certificate -> certificate.getIssuerX500Principal().getName()),
        own.map(SubjectAlternativeNames::of).orElse(List.of()),
        own.map(certificate -> certificate.getNotBefore().toInstant()),
        own.map(certificate -> certificate.getNotAfter().toInstant()),
        own.map(DefaultTlsSummary::pinOf),
        tls.untrustedReason());
  }

  private static String pinOf(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(certificate.getPublicKey().getEncoded());
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, which every JDK must provide", e);
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "TLS", version + ", " + cipherSuite);
    if (subject.isEmpty()) {
      add(lines, "certificate", "none");
    }
    subject.ifPresent(name -> add(lines, "certificate subject", name));
    issuer.ifPresent(name -> add(lines, "certificate issuer", name));
    if (!names.isEmpty()) {
      add(lines, "certificate names", String.join(", ", names));
    }
    notBefore.ifPresent(time -> add(lines, "certificate valid from", time.toString()));
    notAfter.ifPresent(time -> add(lines, "certificate valid until", time.toString()));
    pin.ifPresent(hash -> add(lines, "certificate key pin", hash));
    add(lines, "trust", untrustedReason.map(reason -> "not trusted: " + reason).orElse("trusted"));
    return List.copyOf(lines);
  }

  private static void add(List<String> lines, String name, String value) {
    lines.add(name + ": " + SafeText.line(value));
  }

  /** Returns the summary on one line. */
  @Override
  public String toString() {
    return SafeText.line(
        version
            + ", "
            + cipherSuite
            + subject.map(name -> ", " + name).orElse("")
            + untrustedReason.map(reason -> ", not trusted: " + reason).orElse(", trusted"));
  }
}
