package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.spi.DialogueContext;
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

  /** Reads the options. */
  static NetlogonRequest of(DialogueContext context) {
    return new NetlogonRequest(
        context.option(Ldap.NETLOGON),
        context.option(Ldap.NETLOGON_DOMAIN),
        context.option(Ldap.NETLOGON_HOST),
        bits(context.option(Ldap.NETLOGON_VERSION)));
  }

  static int bits(Set<NtVersion> versions) {
    return versions.stream().mapToInt(NtVersion::bit).reduce(0, (all, bit) -> all | bit);
  }
}
