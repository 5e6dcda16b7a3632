package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;

/**
 * What a server said of an operation (LDAPResult, RFC 4511 section 4.1.9), in its own words.
 *
 * @param code the result code, 0 for success; negative or unknown ones are kept as they came
 * @param matchedDn the name of the last entry that was found; mostly empty
 * @param diagnostic the server's message for people, without the NUL that Active Directory ends it
 *     with; may be empty
 * @param referrals where to ask instead, as URIs in the order received; mostly empty
 */
public record LdapResult(int code, String matchedDn, String diagnostic, List<String> referrals) {
  /** Copies the list and checks that nothing is null. */
  public LdapResult {
    Objects.requireNonNull(matchedDn, "matchedDn");
    Objects.requireNonNull(diagnostic, "diagnostic");
    referrals = List.copyOf(referrals);
  }

  /**
   * Whether the operation succeeded.
   *
   * @return true if the code is 0
   */
  public boolean succeeded() {
    return code == 0;
  }

  /**
   * The name of the code.
   *
   * @return as RFC 4511 has it, for example {@code "operationsError"}; {@code "unknown"} for a code
   *     it does not have
   */
  public String name() {
    return ResultCodes.name(code);
  }

  /**
   * The result for people.
   *
   * @return one line without control characters, for example {@code "operationsError (1): a bind is
   *     required"}
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder().append(name()).append(" (").append(code).append(')');
    if (!diagnostic.isEmpty()) {
      line.append(": ").append(diagnostic);
    }
    if (!matchedDn.isEmpty()) {
      line.append(", matched ").append(matchedDn);
    }
    if (!referrals.isEmpty()) {
      line.append(", referral to ").append(String.join(" ", referrals));
    }
    return SafeText.line(line.toString());
  }
}
