package io.portprobe.protocols.internal.ldap;

/** What came is not LDAP, or not the answer, or more than is taken. Says so in words for people. */
class LdapDecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  LdapDecodeException(String why) {
    super(why);
    this.why = why;
  }

  LdapDecodeException(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  /** What came and what was expected, without control characters. */
  String why() {
    return why;
  }
}
