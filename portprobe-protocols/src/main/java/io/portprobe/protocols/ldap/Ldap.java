package io.portprobe.protocols.ldap;

import io.portprobe.spi.ProtocolOption;

/** What a caller may set for {@link LdapProtocol}. */
public final class Ldap {
  /**
   * Whether to ask for StartTLS (RFC 4511 section 4.14) before the search. Default: false. Has no
   * effect over UDP, nor where TLS stands already. A server that refuses is asked in the clear:
   * nothing secret is sent, and {@link RootDse#startTls()} says what it answered.
   */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("ldap.startTls", Boolean.FALSE);

  private Ldap() {}
}
