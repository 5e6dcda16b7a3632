package io.portprobe.testing.contract;

import io.portprobe.testing.internal.contract.ContractText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a contract expects of the certificate of a TLS server: the first one of its chain.
 *
 * @param daysLeft how many whole days it must be valid from the time of the check, at least; empty
 *     for any number, also for an expired certificate
 * @param names host names and addresses that it must be valid for, by its subject alternative names
 *     (RFC 9525); a name may be matched by a wildcard
 * @param issuer a text that the distinguished name of the issuer must contain, in any case
 * @param trusted whether the default trust store of the JDK must accept the chain and the name;
 *     empty for either
 */
public record CertificateExpectation(
    OptionalInt daysLeft, List<String> names, Optional<String> issuer, Optional<Boolean> trusted) {
  private static final int MAX_DAYS = 100_000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the days are not in the range 0 to 100000, a text is empty
   *     or has more than 1000 characters, or nothing is expected
   */
  public CertificateExpectation {
    if (daysLeft.isPresent() && (daysLeft.getAsInt() < 0 || daysLeft.getAsInt() > MAX_DAYS)) {
      throw new IllegalArgumentException(
          "days-left: " + daysLeft.getAsInt() + " (expected: 0-" + MAX_DAYS + ")");
    }
    names = List.copyOf(names);
    names.forEach(name -> ContractText.check("names", name, false));
    issuer.ifPresent(text -> ContractText.check("issuer", text, false));
    Objects.requireNonNull(trusted, "trusted");
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
}
