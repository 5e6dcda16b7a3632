package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;

/**
 * A server's result of an operation (LDAPResult, RFC 4511 section 4.1.9).
 *
 * @param code the result code, 0 for success; any int, as received
 * @param matchedDn the name of the last entry found; usually empty
 * @param diagnosticMessage the server's human-readable message, without the final NUL of Active
 *     Directory; may be empty
 * @param referrals the URIs of other servers to search, in the order received; usually empty
 */
public record LdapResult(
    int code, String matchedDn, String diagnosticMessage, List<String> referrals) {
  /**
   * Copies the list.
   *
   * @throws NullPointerException if an argument or a referral is null
   */
  public LdapResult {
    Objects.requireNonNull(matchedDn, "matchedDn");
    Objects.requireNonNull(diagnosticMessage, "diagnosticMessage");
    referrals = List.copyOf(referrals);
  }

  /**
   * Returns whether the operation succeeded.
   *
   * @return true if the code is 0
   */
  public boolean succeeded() {
    return code == 0;
  }

  /**
   * Returns the name of the code.
   *
   * @return the name in RFC 4511, for example {@code "operationsError"}; {@code "unknown"} for an
   *     undefined code
   */
  public String name() {
    return ResultCodes.name(code);
  }

  /**
   * Returns the result on one line.
   *
   * @return without control characters, for example {@code "operationsError (1): a bind is
   *     required"}
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder().append(name()).append(" (").append(code).append(')');
    if (!diagnosticMessage.isEmpty()) {
      line.append(": ").append(diagnosticMessage);
    }
    if (!matchedDn.isEmpty()) {
      line.append(", matched ").append(matchedDn);
    }
    if (!referrals.isEmpty()) {
      line.append(", referral to ").append(String.join(" ", referrals));
    }
    return SafeText.line(line.toString(), 1_000);
  }
}
