package io.portprobe.protocols.ldap;

/** What came is not LDAP, or not the answer, or more than is taken. Says so in words for people. */
class LdapFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  LdapFormatException(String why) {
    super(why);
    this.why = why;
  }

  LdapFormatException(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  /** What came and what was expected, without control characters. */
  String why() {
    return why;
  }
}
