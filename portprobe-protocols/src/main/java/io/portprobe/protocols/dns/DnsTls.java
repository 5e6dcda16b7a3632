package io.portprobe.protocols.dns;

import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What TLS agreed with a name server (RFC 7858), and who its certificate says it is. All of it is
 * told by the peer: {@link #distrust()} says whether anybody vouches for it.
 *
 * @param version the protocol version as the JDK names it, for example {@code "TLSv1.3"}
 * @param cipherSuite the suite as the JDK names it
 * @param subject whom the certificate is for, as an RFC 2253 name; empty without a certificate
 * @param issuer who signed it, as an RFC 2253 name; empty without a certificate
 * @param names the host names and addresses among its subject alternative names, in their order
 * @param notBefore from when it is valid; empty without a certificate
 * @param notAfter until when it is valid; empty without a certificate
 * @param pin the SHA-256 of its public key in base 64, as resolvers are configured to expect it
 *     (RFC 7858 section 4.2); empty without a certificate
 * @param distrust why it is not to be trusted; empty if the JDK's default trust store and the name
 *     asked for vouch for it
 */
public record DnsTls(
    String version,
    String cipherSuite,
    Optional<String> subject,
    Optional<String> issuer,
    List<String> names,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Optional<String> pin,
    Optional<String> distrust) {
  /** Kinds of names (RFC 5280 section 4.2.1.6). */
  private static final int HOST = 2;

  private static final int ADDRESS = 7;

  /** Copies the list and checks that nothing is null. */
  public DnsTls {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    names = List.copyOf(names);
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(distrust, "distrust");
  }

  public static DnsTls of(TlsInfo facts) {
    Optional<X509Certificate> own = facts.certificates().stream().findFirst();
    return new DnsTls(
        facts.version(),
        facts.cipherSuite(),
        own.map(c -> SafeText.line(c.getSubjectX500Principal().getName())),
        own.map(c -> SafeText.line(c.getIssuerX500Principal().getName())),
        own.map(DnsTls::names).orElse(List.of()),
        own.map(c -> c.getNotBefore().toInstant()),
        own.map(c -> c.getNotAfter().toInstant()),
        own.map(DnsTls::pin),
        facts.untrustedReason().map(SafeText::line));
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        int kind = (Integer) name.get(0);
        if (kind == HOST || kind == ADDRESS) {
          names.add(SafeText.line((String) name.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      names.add("(unreadable: " + SafeText.line(String.valueOf(e.getMessage())) + ")");
    }
    return names;
  }

  private static String pin(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(certificate.getPublicKey().getEncoded());
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("TLS: " + version + ", " + cipherSuite);
    subject.ifPresent(name -> lines.add("certificate for: " + name));
    if (!names.isEmpty()) {
      lines.add("certificate names: " + String.join(", ", names));
    }
    issuer.ifPresent(name -> lines.add("certificate by: " + name));
    notBefore.ifPresent(
        from -> notAfter.ifPresent(to -> lines.add("certificate valid: " + from + " to " + to)));
    pin.ifPresent(hash -> lines.add("certificate key: " + hash));
    distrust.ifPresent(why -> lines.add("certificate not trusted: " + why));
    return lines;
  }
}
