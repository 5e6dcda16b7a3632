package io.portprobe.protocols.ldap;

import io.portprobe.spi.TlsInfo;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What TLS agreed with a directory server, and who its certificate says it is. All of it is told by
 * the peer: {@link #distrust()} says whether anybody vouches for it.
 *
 * @param version the protocol version as the JDK names it, for example {@code "TLSv1.3"}
 * @param cipherSuite the suite as the JDK names it
 * @param subject whom the certificate is for, as an RFC 2253 name; empty without a certificate
 * @param issuer who signed it, as an RFC 2253 name; empty without a certificate
 * @param names its subject alternative names in their order, with their kind, for example {@code
 *     "DNS:dc1.example"} or {@code "IP:192.0.2.1"}; empty if it has none, or none that can be read
 * @param notBefore from when it is valid; empty without a certificate
 * @param notAfter until when it is valid; empty without a certificate
 * @param distrust why it is not to be trusted; empty if the JDK's default trust store and the name
 *     asked for vouch for it
 */
public record LdapTls(
    String version,
    String cipherSuite,
    Optional<String> subject,
    Optional<String> issuer,
    List<String> names,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Optional<String> distrust) {
  /** Copies the list and checks that nothing is null. */
  public LdapTls {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    names = List.copyOf(names);
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(distrust, "distrust");
  }

  public static LdapTls of(TlsInfo facts) {
    Optional<X509Certificate> own = facts.certificates().stream().findFirst();
    return new LdapTls(
        facts.version(),
        facts.cipherSuite(),
        own.map(c -> c.getSubjectX500Principal().getName()),
        own.map(c -> c.getIssuerX500Principal().getName()),
        own.map(SubjectNames::of).orElse(List.of()),
        own.map(c -> c.getNotBefore().toInstant()),
        own.map(c -> c.getNotAfter().toInstant()),
        facts.untrustedReason());
  }
}
