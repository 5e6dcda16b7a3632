package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapResult;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Why a server returns no rootDSE, according to the result of the search. */
enum RefusalReason {
  /** The client must bind first. */
  BIND_REQUIRED("the server requires a bind"),

  /** The client must negotiate TLS first. */
  TLS_REQUIRED("the server requires TLS"),

  /** Other servers hold the rootDSE. */
  REFERRAL("the server refers to other servers");

  private static final int OPERATIONS_ERROR = 1;
  private static final int REFERRAL_CODE = 10;
  private static final int CONFIDENTIALITY_REQUIRED = 13;
  private static final int UNWILLING_TO_PERFORM = 53;

  /**
   * strongerAuthRequired, inappropriateAuthentication, invalidCredentials,
   * insufficientAccessRights.
   */
  private static final Set<Integer> BIND_CODES = Set.of(8, 48, 49, 50);

  /**
   * The diagnostic messages of OpenLDAP for {@code require bind} and {@code require authc}, which
   * it sends with a code that has other meanings too (servers/slapd/backend.c,
   * backend_check_restrictions). The protocol carries nothing else that distinguishes them, so the
   * whole message is compared.
   */
  private static final Map<Integer, String> OPENLDAP_BIND_MESSAGES =
      Map.of(
          OPERATIONS_ERROR, "BIND required",
          UNWILLING_TO_PERFORM, "authentication required");

  /** ERROR_NOT_AUTHENTICATED (MS-ERREF 2.2). */
  private static final int WIN32_NOT_AUTHENTICATED = 0x4dc;

  /** ERROR_DS_STRONG_AUTH_REQUIRED (MS-ERREF 2.2). */
  private static final int WIN32_STRONG_AUTH_REQUIRED = 0x2028;

  /** Length of the error code that starts a diagnostic message of Active Directory. */
  private static final int WIN32_CODE_DIGITS = 8;

  private final String description;

  RefusalReason(String description) {
    this.description = description;
  }

  /** Returns a human-readable description. */
  String description() {
    return description;
  }

  /** Returns the reason that a result gives; empty if it gives none. */
  static Optional<RefusalReason> of(LdapResult result) {
    if (result.code() == CONFIDENTIALITY_REQUIRED) {
      return Optional.of(TLS_REQUIRED);
    }
    if (result.code() == REFERRAL_CODE) {
      return Optional.of(REFERRAL);
    }
    return isBindRequired(result) ? Optional.of(BIND_REQUIRED) : Optional.empty();
  }

  private static boolean isBindRequired(LdapResult result) {
    if (BIND_CODES.contains(result.code())) {
      return true;
    }
    if (result.code() != OPERATIONS_ERROR && result.code() != UNWILLING_TO_PERFORM) {
      return false;
    }
    int win32 = win32Code(result.diagnosticMessage());
    return win32 == WIN32_NOT_AUTHENTICATED
        || win32 == WIN32_STRONG_AUTH_REQUIRED
        || result.diagnosticMessage().equals(OPENLDAP_BIND_MESSAGES.get(result.code()));
  }

  /**
   * Returns the error code of a diagnostic message of Active Directory, which has the form {@code
   * 000004DC: LdapErr: DSID-0C0907E9, comment: ..., data 0, v1db1} (MS-ADTS 3.1.1.3.1.9); -1 for
   * any other message.
   */
  private static int win32Code(String diagnosticMessage) {
    if (diagnosticMessage.length() <= WIN32_CODE_DIGITS
        || diagnosticMessage.charAt(WIN32_CODE_DIGITS) != ':') {
      return -1;
    }
    String digits = diagnosticMessage.substring(0, WIN32_CODE_DIGITS);
    return digits.chars().allMatch(HexFormat::isHexDigit) ? HexFormat.fromHexDigits(digits) : -1;
  }
}
