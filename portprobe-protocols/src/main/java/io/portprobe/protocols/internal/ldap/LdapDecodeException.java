package io.portprobe.protocols.internal.ldap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when received bytes are not LDAP, not the expected response, or too many. It has no stack
 * trace, because a dialogue only reports the reason, and a peer decides how often.
 */
class LdapDecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  LdapDecodeException(String reason) {
    this(reason, null);
  }

  LdapDecodeException(String reason, @Nullable Throwable cause) {
    super(reason, cause, false, false);
    this.reason = reason;
  }

  /** Returns what was received and what was expected, without control characters. */
  String reason() {
    return reason;
  }
}
