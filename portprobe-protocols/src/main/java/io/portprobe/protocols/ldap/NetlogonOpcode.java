package io.portprobe.protocols.ldap;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a domain controller answers to a netlogon ping (operation code, MS-ADTS 6.3.1.3). The names
 * are the specification's.
 */
public enum NetlogonOpcode {
  /** The primary domain controller is here; in the form of Windows NT 4.0. */
  LOGON_PRIMARY_RESPONSE(12, "here"),

  /** A domain controller is here; in the first or second form. */
  LOGON_SAM_LOGON_RESPONSE(19, "here"),

  /** A domain controller is here, but its Netlogon service is paused. */
  LOGON_SAM_PAUSE_RESPONSE(20, "paused"),

  /** A domain controller is here, and knows no such user. */
  LOGON_SAM_USER_UNKNOWN(21, "user unknown"),

  /** A domain controller is here; in the third form, as are those below. */
  LOGON_SAM_LOGON_RESPONSE_EX(23, "here"),

  /** A domain controller is here, but its Netlogon service is paused. */
  LOGON_SAM_PAUSE_RESPONSE_EX(24, "paused"),

  /** A domain controller is here, and knows no such user. */
  LOGON_SAM_USER_UNKNOWN_EX(25, "user unknown");

  private final int code;
  private final String meaning;

  NetlogonOpcode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /**
   * The code.
   *
   * @return 12 to 25
   */
  public int code() {
    return code;
  }

  /**
   * What it means, for people.
   *
   * @return {@code "here"}, {@code "paused"} or {@code "user unknown"}
   */
  public String meaning() {
    return meaning;
  }

  /** Whether what follows is in the third form. */
  public boolean isExtended() {
    return code >= LOGON_SAM_LOGON_RESPONSE_EX.code;
  }

  public static Optional<NetlogonOpcode> of(int code) {
    return Arrays.stream(values()).filter(opcode -> opcode.code == code).findFirst();
  }
}
