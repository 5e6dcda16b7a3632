package io.portprobe.testing.internal.finding;

import io.portprobe.spi.TlsInfo;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A check of the certificate of a TLS handshake. */
public final class CertificateCheck {
  /** The kinds of subject alternative names (RFC 5280 section 4.2.1.6). */
  private static final int DNS_NAME = 2;

  private static final int IP_ADDRESS = 7;
  private static final int MAX_SHOWN = 300;
  private static final String NONE = "none";

  private final Expected expected;
  private final TlsInfo tls;
  private final Instant now;
  private final List<Difference> differences = new ArrayList<>();

  /**
   * What is expected of a certificate.
   *
   * @param daysLeft how many days it must be valid, at least
   * @param names names that it must be valid for
   * @param issuer a part of the name of the issuer, in any case
   * @param trusted whether the chain must be trusted
   */
  public record Expected(
      OptionalInt daysLeft,
      List<String> names,
      Optional<String> issuer,
      Optional<Boolean> trusted) {}

  /**
   * A difference.
   *
   * @param what the key of the expectation
   * @param expected what was expected
   * @param seen what was seen; safe text
   */
  public record Difference(String what, String expected, String seen) {}

  private CertificateCheck(Expected expected, TlsInfo tls, Instant now) {
    this.expected = expected;
    this.tls = tls;
    this.now = now;
  }

  /**
   * Checks a handshake whose peer sent a certificate.
   *
   * @param now the time from which the days of validity are counted
   * @return every difference
   */
  public static List<Difference> differences(Expected expected, TlsInfo tls, Instant now) {
    CertificateCheck check = new CertificateCheck(expected, tls, now);
    check.daysLeft();
    check.names(tls.certificates().get(0));
    check.issuer(tls.certificates().get(0));
    check.trust();
    return check.differences;
  }

  private void daysLeft() {
    OptionalLong left = tls.daysLeft(now);
    if (expected.daysLeft().isPresent()
        && (left.isEmpty() || left.getAsLong() < expected.daysLeft().getAsInt())) {
      add(
          "days-left",
          "at least " + expected.daysLeft().getAsInt(),
          left.isPresent() ? left.getAsLong() + ", until " + end() : NONE);
    }
  }

  private Instant end() {
    return tls.certificates().get(0).getNotAfter().toInstant();
  }

  private void names(X509Certificate certificate) {
    if (expected.names().isEmpty()) {
      return;
    }
    List<String> names;
    try {
      names = names(certificate.getSubjectAlternativeNames());
    } catch (CertificateParsingException e) {
      add("names", String.join(", ", expected.names()), "names that cannot be read: " + e);
      return;
    }
    for (String name : expected.names()) {
      if (names.stream().noneMatch(each -> matches(each, name))) {
        add("names", name, names.isEmpty() ? NONE : String.join(", ", names));
      }
    }
  }

  private static List<String> names(@Nullable Collection<List<?>> names) {
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
  }

  /** Returns whether a name of the certificate covers a host (RFC 9525 section 6.3). */
  private static boolean matches(String pattern, String host) {
    if (HostSyntax.isLiteral(host)) {
      return HostSyntax.isLiteral(pattern) && address(pattern).equals(address(host));
    }
    String name = host.toLowerCase(Locale.ROOT);
    String covered = pattern.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return covered.equals(name)
        || (covered.startsWith("*.")
            && dot > 0
            && covered.substring(1).equals(name.substring(dot)));
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) { // a zone that this host does not have
      return Optional.empty();
    }
  }

  private void issuer(X509Certificate certificate) {
    String issuer = certificate.getIssuerX500Principal().getName();
    expected
        .issuer()
        .filter(text -> !lower(issuer).contains(lower(text)))
        .ifPresent(text -> add("issuer", SafeText.quote(text), issuer));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private void trust() {
    boolean trusted = tls.untrustedReason().isEmpty();
    expected
        .trusted()
        .filter(wanted -> wanted != trusted)
        .ifPresent(
            wanted ->
                add(
                    "trusted",
                    wanted.toString(),
                    trusted + tls.untrustedReason().map(reason -> ", " + reason).orElse("")));
  }

  private void add(String what, String wanted, String seen) {
    differences.add(new Difference("certificate." + what, wanted, SafeText.line(seen, MAX_SHOWN)));
  }
}
