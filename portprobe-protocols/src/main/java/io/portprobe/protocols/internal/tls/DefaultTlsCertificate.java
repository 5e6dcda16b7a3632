package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.tls.TlsCertificate;
import io.portprobe.text.SafeText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The implementation of {@link TlsCertificate}. */
public record DefaultTlsCertificate(
    String subject,
    String issuer,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    String serialNumber,
    String key,
    String signature,
    String fingerprint)
    implements TlsCertificate {
  private static final int MAX_NAMES = 1_000;
  private static final int HEX = 16;

  /** Copies the list. */
  public DefaultTlsCertificate {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    names = List.copyOf(names);
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(serialNumber, "serialNumber");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }

  static TlsCertificate of(X509Certificate certificate) {
    return new DefaultTlsCertificate(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        SubjectAlternativeNames.of(certificate).stream().limit(MAX_NAMES).toList(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        certificate.getSerialNumber().toString(HEX),
        key(certificate.getPublicKey()),
        certificate.getSigAlgName(),
        fingerprint(certificate));
  }

  private static String key(PublicKey key) {
    if (key instanceof RSAKey rsa) {
      return "RSA " + rsa.getModulus().bitLength();
    }
    return key instanceof ECKey ec && ec.getParams() != null
        ? "EC " + ec.getParams().getOrder().bitLength()
        : key.getAlgorithm();
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(hash);
    } catch (CertificateEncodingException e) {
      return ""; // a certificate that was decoded has its encoding; another provider may not
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, which every JDK must provide", e);
    }
  }

  @Override
  public String toString() {
    return SafeText.line(subject + ", issued by " + issuer + ", valid until " + notAfter);
  }
}
