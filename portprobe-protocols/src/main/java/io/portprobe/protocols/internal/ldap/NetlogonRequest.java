package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;
import java.util.Set;

/**
 * The netlogon ping as the options of {@link Ldap} have it.
 *
 * @param when whether to ask it
 * @param domain the DNS name of the domain to ask for; empty for the server's own
 * @param host the name to ask in; empty for none
 * @param ntVersion bits of {@link NtVersion}
 */
record NetlogonRequest(NetlogonPing when, String domain, String host, int ntVersion) {
  static final String ATTRIBUTE = "Netlogon";

  private static final int MAX_NAME = 255;

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if one of them does not hold what it should
   */
  static NetlogonRequest of(DialogueContext context) {
    return new NetlogonRequest(
        context.option(Ldap.NETLOGON),
        name(context, Ldap.NETLOGON_DOMAIN),
        name(context, Ldap.NETLOGON_HOST),
        NtVersion.bits(Set.copyOf(context.option(Ldap.NETLOGON_VERSION))));
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
