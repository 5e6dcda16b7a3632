package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;
import java.util.Set;

/**
 * The parameters of the netlogon ping, from the options of {@link Ldap}.
 *
 * @param when whether to send the ping
 * @param domain the DNS name of the domain; empty for the server's own
 * @param host the NetBIOS name of the client; empty for none
 * @param ntVersion bits of {@link NtVersion}
 */
record NetlogonRequest(NetlogonPing when, String domain, String host, int ntVersion) {
  static final String ATTRIBUTE = "Netlogon";

  private static final int MAX_NAME = 255;

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if an option has an invalid value
   */
  static NetlogonRequest of(DialogueContext context) {
    return new NetlogonRequest(
        context.option(Ldap.NETLOGON),
        name(context, Ldap.NETLOGON_DOMAIN),
        name(context, Ldap.NETLOGON_HOST),
        bits(context.option(Ldap.NETLOGON_VERSION)));
  }

  static int bits(Set<NtVersion> versions) {
    return versions.stream().mapToInt(NtVersion::bit).reduce(0, (all, bit) -> all | bit);
  }

  private static String name(DialogueContext context, ProtocolOption<String> option) {
    String name = context.option(option);
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d characters (expected: at most %d)", option.name(), name.length(), MAX_NAME));
    }
    if (name.codePoints().anyMatch(SafeText::isControl)) {
      throw new IllegalArgumentException(
          option.name() + ": " + SafeText.line(name) + " (expected: no control characters)");
    }
    return name;
  }
}
