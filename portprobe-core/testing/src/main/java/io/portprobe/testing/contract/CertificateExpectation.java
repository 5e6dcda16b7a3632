package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a contract expects of the certificate of a TLS server: the first one of its chain. At least
 * one of days, names, issuer and trust. Immutable and thread-safe: each {@code with...} method
 * returns a changed copy.
 */
@CheckReturnValue
public final class CertificateExpectation {
  private static final int MAX_DAYS = 100_000;

  private final OptionalInt daysLeft;
  private final List<String> names;
  private final Optional<String> issuer;
  private final Optional<Boolean> trusted;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the days are not in the range 0 to 100000, a text is empty
   *     or has more than 1000 characters, or nothing is expected
   */
  CertificateExpectation(
      OptionalInt daysLeft,
      List<String> names,
      Optional<String> issuer,
      Optional<Boolean> trusted) {
    if (daysLeft.isPresent() && (daysLeft.getAsInt() < 0 || daysLeft.getAsInt() > MAX_DAYS)) {
      throw new IllegalArgumentException(
          "days-left: " + daysLeft.getAsInt() + " (expected: 0-" + MAX_DAYS + ")");
    }
    this.daysLeft = daysLeft;
    this.names = List.copyOf(names);
    this.names.forEach(name -> ContractText.check("names", name, false));
    issuer.ifPresent(text -> ContractText.check("issuer", text, false));
    this.issuer = issuer;
    this.trusted = Objects.requireNonNull(trusted, "trusted");
    if (daysLeft.isEmpty() && names.isEmpty() && issuer.isEmpty() && trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "certificate: {} (expected: at least one of days-left, names, issuer, trusted)");
    }
  }

  /**
   * Returns the expectation that a certificate remains valid for some time.
   *
   * @param days whole days from the time of the check, 0 to 100000
   * @return the expectation
   * @throws IllegalArgumentException if the number is out of range
   */
  public static CertificateExpectation validFor(int days) {
    return new CertificateExpectation(
        OptionalInt.of(days), List.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Returns the expectation that a certificate is valid for some names.
   *
   * @param expected at least one host name or address, of 1 to 1000 characters each; see {@link
   *     #names()}
   * @return the expectation
   * @throws IllegalArgumentException if there is no name, or one is out of range
   */
  public static CertificateExpectation ofNames(String... expected) {
    return new CertificateExpectation(
        OptionalInt.empty(), List.of(expected), Optional.empty(), Optional.empty());
  }

  /**
   * Returns the expectation that a certificate has a certain issuer.
   *
   * @param expected 1 to 1000 characters; see {@link #issuer()}
   * @return the expectation
   * @throws IllegalArgumentException if the text is out of range
   */
  public static CertificateExpectation ofIssuer(String expected) {
    return new CertificateExpectation(
        OptionalInt.empty(), List.of(), Optional.of(expected), Optional.empty());
  }

  /**
   * Returns the expectation that the default trust store of the JDK accepts a certificate, or that
   * it does not.
   *
   * @param expected see {@link #trusted()}
   * @return the expectation
   */
  public static CertificateExpectation ofTrust(boolean expected) {
    return new CertificateExpectation(
        OptionalInt.empty(), List.of(), Optional.empty(), Optional.of(expected));
  }

  /**
   * Sets for how long the certificate must remain valid.
   *
   * @param days whole days from the time of the check, 0 to 100000
   * @return a changed copy
   * @throws IllegalArgumentException if the number is out of range
   */
  public CertificateExpectation withDaysLeft(int days) {
    return new CertificateExpectation(OptionalInt.of(days), names, issuer, trusted);
  }

  /**
   * Sets the names that the certificate must be valid for.
   *
   * @param expected host names and addresses of 1 to 1000 characters; see {@link #names()}
   * @return a changed copy
   * @throws IllegalArgumentException if a name is out of range, or nothing is expected any more
   */
  public CertificateExpectation withNames(String... expected) {
    return new CertificateExpectation(daysLeft, List.of(expected), issuer, trusted);
  }

  /**
   * Sets the issuer.
   *
   * @param expected 1 to 1000 characters; see {@link #issuer()}
   * @return a changed copy
   * @throws IllegalArgumentException if the text is out of range
   */
  public CertificateExpectation withIssuer(String expected) {
    return new CertificateExpectation(daysLeft, names, Optional.of(expected), trusted);
  }

  /**
   * Sets whether the default trust store of the JDK must accept the certificate.
   *
   * @param expected see {@link #trusted()}
   * @return a changed copy
   */
  public CertificateExpectation withTrust(boolean expected) {
    return new CertificateExpectation(daysLeft, names, issuer, Optional.of(expected));
  }

  /**
   * Returns how many whole days the certificate must be valid from the time of the check, at least.
   *
   * @return 0 to 100000; empty for any number, also for an expired certificate
   */
  public OptionalInt daysLeft() {
    return daysLeft;
  }

  /**
   * Returns the host names and addresses that the certificate must be valid for, by its subject
   * alternative names (RFC 9525). A name may be matched by a wildcard.
   *
   * @return the names; unmodifiable, empty for any
   */
  public List<String> names() {
    return names;
  }

  /**
   * Returns a text that the distinguished name of the issuer must contain, in any case.
   *
   * @return the text; empty for any issuer
   */
  public Optional<String> issuer() {
    return issuer;
  }

  /**
   * Returns whether the default trust store of the JDK must accept the chain and the name.
   *
   * @return true if it must accept them, false if it must not; empty for either
   */
  public Optional<Boolean> trusted() {
    return trusted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateExpectation expectation
        && daysLeft.equals(expectation.daysLeft)
        && names.equals(expectation.names)
        && issuer.equals(expectation.issuer)
        && trusted.equals(expectation.trusted);
  }

  @Override
  public int hashCode() {
    return Objects.hash(daysLeft, names, issuer, trusted);
  }

  /** Returns the expectations on one line, for example {@code "certificate with 14 days left"}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    daysLeft.ifPresent(days -> parts.add(days + " days left"));
    if (!names.isEmpty()) {
      parts.add("names " + names);
    }
    issuer.ifPresent(text -> parts.add("issuer " + text));
    trusted.ifPresent(accepted -> parts.add(accepted ? "trust" : "no trust"));
    return SafeText.line("certificate with " + String.join(", ", parts));
  }
}
