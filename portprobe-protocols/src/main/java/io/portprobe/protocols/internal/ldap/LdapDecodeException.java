package io.portprobe.protocols.internal.ldap;

/** Thrown when received bytes are not LDAP, not the expected response, or too many. */
class LdapDecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  LdapDecodeException(String reason) {
    super(reason);
    this.reason = reason;
  }

  LdapDecodeException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** Returns what was received and what was expected, without control characters. */
  String reason() {
    return reason;
  }
}
