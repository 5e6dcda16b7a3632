package io.portprobe.protocols.ldap;

/**
 * The operation code of a response to a netlogon ping (MS-ADTS 6.3.1.3). The names are those of the
 * specification.
 */
public enum NetlogonOpcode {
  /** The server is the primary domain controller; in the form of Windows NT 4.0. */
  LOGON_PRIMARY_RESPONSE(12, "available"),

  /** The server is a domain controller; in the first or second form. */
  LOGON_SAM_LOGON_RESPONSE(19, "available"),

  /** The server is a domain controller whose Netlogon service is paused. */
  LOGON_SAM_PAUSE_RESPONSE(20, "paused"),

  /** The server is a domain controller that has no such user. */
  LOGON_SAM_USER_UNKNOWN(21, "user unknown"),

  /** The server is a domain controller; in the third form, as are the following codes. */
  LOGON_SAM_LOGON_RESPONSE_EX(23, "available"),

  /** The server is a domain controller whose Netlogon service is paused. */
  LOGON_SAM_PAUSE_RESPONSE_EX(24, "paused"),

  /** The server is a domain controller that has no such user. */
  LOGON_SAM_USER_UNKNOWN_EX(25, "user unknown");

  private final int code;
  private final String description;

  NetlogonOpcode(int code, String description) {
    this.code = code;
    this.description = description;
  }

  /**
   * Returns the code.
   *
   * @return 12 to 25
   */
  public int code() {
    return code;
  }

  /**
   * Returns a human-readable description.
   *
   * @return {@code "available"}, {@code "paused"} or {@code "user unknown"}
   */
  public String description() {
    return description;
  }
}
