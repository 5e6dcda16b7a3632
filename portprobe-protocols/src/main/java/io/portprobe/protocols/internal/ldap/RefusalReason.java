package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.RootDse;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells from a result why a server shows no rootDSE. */
public final class RefusalReason {
  private static final int REFERRAL = 10;
  private static final int CONFIDENTIALITY_REQUIRED = 13;

  /**
   * strongerAuthRequired, inappropriateAuthentication, invalidCredentials,
   * insufficientAccessRights.
   */
  private static final Set<Integer> BIND_FIRST = Set.of(8, 48, 49, 50);

  /** operationsError and unwillingToPerform, which may mean anything. */
  private static final Set<Integer> VAGUE = Set.of(1, 53);

  /** How Active Directory and OpenLDAP put it, who use vague codes. */
  private static final Pattern WORDS =
      Pattern.compile("\\bbind\\b|\\bauthenticat", Pattern.CASE_INSENSITIVE);

  private RefusalReason() {}

  public static boolean wantsBind(LdapResult result) {
    return BIND_FIRST.contains(result.code())
        || (VAGUE.contains(result.code()) && WORDS.matcher(result.diagnostic()).find());
  }

  public static boolean wantsTls(LdapResult result) {
    return result.code() == CONFIDENTIALITY_REQUIRED;
  }

  /** Why there are no attributes, to be put behind a sentence; may be empty. */
  static String ground(RootDse rootDse) {
    if (rootDse.wantsBind()) {
      return ", the server wants a bind first";
    }
    if (rootDse.wantsTls()) {
      return ", the server wants TLS first";
    }
    if (rootDse.result().filter(r -> r.code() == REFERRAL).isPresent()) {
      return ", the server refers to others";
    }
    return rootDse.complete() ? "" : " so far";
  }
}
