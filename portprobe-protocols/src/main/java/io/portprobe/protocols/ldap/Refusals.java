package io.portprobe.protocols.ldap;

import java.util.Locale;
import java.util.Set;

/** Tells from a result why a server shows no rootDSE. */
final class Refusals {
  private static final int OPERATIONS_ERROR = 1;
  private static final int REFERRAL = 10;
  private static final int CONFIDENTIALITY_REQUIRED = 13;

  /**
   * strongerAuthRequired, inappropriateAuthentication, invalidCredentials,
   * insufficientAccessRights.
   */
  private static final Set<Integer> BIND_FIRST = Set.of(8, 48, 49, 50);

  private Refusals() {}

  /** Active Directory and OpenLDAP say operationsError, and only in words that a bind is wanted. */
  static boolean wantsBind(LdapResult result) {
    return BIND_FIRST.contains(result.code())
        || (result.code() == OPERATIONS_ERROR
            && result.diagnostic().toLowerCase(Locale.ROOT).contains("bind"));
  }

  static boolean wantsTls(LdapResult result) {
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
