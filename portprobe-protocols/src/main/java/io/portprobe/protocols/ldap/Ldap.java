package io.portprobe.protocols.ldap;

import io.portprobe.protocols.internal.ldap.LdapProtocol;
import io.portprobe.spi.ProtocolOption;
import java.util.Set;

/**
 * What a caller may set for {@link LdapProtocol}.
 *
 * <pre>{@code
 * client.tcp("dc1.corp.example", 389).option(Ldap.START_TLS, true).report();
 * client.udp("dc1.corp.example", 389).option(Ldap.NETLOGON_DOMAIN, "corp.example").report();
 * }</pre>
 *
 * <p>A value that is not as it should be fails the dialogue, with an {@link
 * IllegalArgumentException} that names it; nothing is asked then.
 */
public final class Ldap {
  /**
   * Whether to ask for StartTLS (RFC 4511 section 4.14) before the search. Default: false. Has no
   * effect over UDP, nor where TLS stands already. A server that refuses is asked in the clear:
   * nothing secret is sent, and {@link RootDse#startTls()} says what it answered.
   */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("ldap.startTls", Boolean.FALSE);

  /**
   * When to ask the netlogon ping (MS-ADTS 6.3.3) as a second question, over UDP, TCP and TLS
   * alike. Default: {@link NetlogonPing#WHERE_ACTIVE_DIRECTORY}. The answer is {@link
   * RootDse#netlogon()}. A server that does not answer costs the time until the deadline, and the
   * rootDSE is found all the same.
   */
  public static final ProtocolOption<NetlogonPing> NETLOGON =
      ProtocolOption.of("ldap.netlogon", NetlogonPing.WHERE_ACTIVE_DIRECTORY);

  /**
   * The domain or application partition to ask for in the netlogon ping, as a DNS name of at most
   * 255 characters. Default: empty, for the domain of the server. A server that does not hold it
   * gives no answer, which is a remark of the finding.
   */
  public static final ProtocolOption<String> NETLOGON_DOMAIN =
      ProtocolOption.of("ldap.netlogonDomain", "");

  /**
   * The NetBIOS name of the client to give in the netlogon ping, at most 255 characters. Default:
   * empty, to give none.
   */
  public static final ProtocolOption<String> NETLOGON_HOST =
      ProtocolOption.of("ldap.netlogonHost", "");

  /**
   * The form of answer to ask for in the netlogon ping, immutable. Default: {@link NtVersion#V5},
   * {@link NtVersion#V5EX} and {@link NtVersion#WITH_CLOSEST_SITE}. An empty set asks for the
   * oldest form there is.
   */
  public static final ProtocolOption<Set<NtVersion>> NETLOGON_VERSION =
      ProtocolOption.of(
          "ldap.netlogonVersion",
          Set.of(NtVersion.V5, NtVersion.V5EX, NtVersion.WITH_CLOSEST_SITE));

  private Ldap() {}
}
