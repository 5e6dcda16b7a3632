package io.portprobe.protocols.ldap;

import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of the {@code ldap} protocol, whose finding is a {@link RootDse}.
 *
 * <pre>{@code
 * client.tcp("dc1.corp.example", 389).option(Ldap.START_TLS, true).report();
 * client.udp("dc1.corp.example", 389).option(Ldap.NETLOGON_DOMAIN, "corp.example").report();
 * }</pre>
 *
 * <p>The default ports are tcp/389 and tcp/3268 (global catalog), tcp/636 and tcp/3269 over TLS,
 * and udp/389. A probe sends one base-scope search with the base {@link #BASE}, by default empty
 * for the rootDSE, the filter {@code (objectClass=*)} and the attributes {@code *} and {@code +}
 * (RFC 3673), over UDP as the connectionless LDAP of Active Directory (MS-ADTS 3.1.1.3.1.11). It
 * sends StartTLS before the search if {@link #START_TLS} is set, and the netlogon ping (MS-ADTS
 * 6.3.3) after it if {@link #NETLOGON} applies. It never binds, follows no referral and changes
 * nothing.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects an invalid value.
 */
public final class Ldap {
  private static final int MAX_NAME = 255;
  private static final int MAX_BASE = 1_000;
  private static final String NAME = "at most " + MAX_NAME + " characters, no control characters";

  /**
   * Whether to send StartTLS (RFC 4511 section 4.14) before the search. Default: false. Has no
   * effect over UDP and over TLS. If the server refuses, the search is sent in the clear: it
   * contains no secret, and {@link RootDse#startTls()} has the server's result.
   */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("ldap.startTls", Boolean.FALSE)
          .describedAs("Whether to start TLS (RFC 4511 section 4.14).");

  /**
   * The name of the entry that the search reads instead of the rootDSE, for example {@code
   * "dc=corp,dc=example"}: at most 1,000 characters. Default: empty, for the rootDSE. The finding
   * then has the attributes of that entry. A server without the entry, or one that requires a bind
   * to read it, says so in {@link RootDse#result()}.
   */
  public static final ProtocolOption<String> BASE =
      ProtocolOption.of(
              "ldap.base",
              "",
              base -> isText(base, MAX_BASE),
              "at most " + MAX_BASE + " characters, no control characters")
          .describedAs("The name of the entry to read; empty for the rootDSE.");

  /**
   * When to send the netlogon ping (MS-ADTS 6.3.3), a second request over UDP, TCP and TLS alike.
   * Default: {@link NetlogonPing#IF_ACTIVE_DIRECTORY}. The response is {@link RootDse#netlogon()}.
   * A server that does not respond delays the report until the deadline; the rootDSE is reported
   * all the same.
   */
  public static final ProtocolOption<NetlogonPing> NETLOGON =
      ProtocolOption.of("ldap.netlogon", NetlogonPing.IF_ACTIVE_DIRECTORY)
          .describedAs("When to send the netlogon ping.");

  /**
   * The domain or application partition of the netlogon ping: a DNS name of at most 255 characters.
   * Default: empty, for the server's own domain. A server that does not hold it returns nothing,
   * which {@link RootDse#notes()} reports.
   */
  public static final ProtocolOption<String> NETLOGON_DOMAIN =
      ProtocolOption.of("ldap.netlogonDomain", "", Ldap::isName, NAME)
          .describedAs("The domain of the netlogon ping; empty for that of the server.");

  /**
   * The NetBIOS name of the client in the netlogon ping, at most 255 characters. Default: empty,
   * for no name.
   */
  public static final ProtocolOption<String> NETLOGON_HOST =
      ProtocolOption.of("ldap.netlogonHost", "", Ldap::isName, NAME)
          .describedAs("The NetBIOS name of the client in the netlogon ping.");

  /**
   * The form of the response to the netlogon ping, immutable. Default: {@link NtVersion#V5}, {@link
   * NtVersion#V5EX} and {@link NtVersion#WITH_CLOSEST_SITE}. An empty set requests the oldest form.
   */
  public static final ProtocolOption<Set<NtVersion>> NETLOGON_VERSION =
      ProtocolOption.of(
              "ldap.netlogonVersion",
              Set.of(NtVersion.V5, NtVersion.V5EX, NtVersion.WITH_CLOSEST_SITE))
          .parsedBy(Ldap::versions, "names of NtVersion with commas between them")
          .describedAs("The form of the response to the netlogon ping.");

  private Ldap() {}

  private static Set<NtVersion> versions(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(name -> NtVersion.valueOf(name.strip().toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isName(String name) {
    return isText(name, MAX_NAME);
  }

  private static boolean isText(String text, int most) {
    return text.length() <= most && text.codePoints().noneMatch(SafeText::isControl);
  }
}
