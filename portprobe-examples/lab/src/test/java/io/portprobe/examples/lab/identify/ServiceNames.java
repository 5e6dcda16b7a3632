package io.portprobe.examples.lab.identify;

import java.util.Map;
import java.util.Set;

/** The names of services in expected.tsv, and those that portprobe and nmap have for them. */
final class ServiceNames {
  /** Services that speak the protocol of another inside TLS. */
  private static final Map<String, String> OVER_TLS =
      Map.of("ldaps", "ldap", "https", "http", "smtps", "smtp", "imaps", "imap", "pop3s", "pop3");

  /** SMB answers on port 139 as well as on 445; nmap names both as the session service. */
  private static final Set<String> SMB = Set.of("smb", "microsoft-ds", "netbios-ssn", "netbios");

  private static final Map<String, Set<String>> ALIASES =
      Map.ofEntries(
          Map.entry("dns", Set.of("domain")),
          Map.entry("kerberos", Set.of("kerberos-sec")),
          Map.entry("kpasswd", Set.of("kpasswd5")),
          Map.entry("epmap", Set.of("msrpc")),
          Map.entry("netbios-ssn", SMB),
          Map.entry("microsoft-ds", SMB),
          Map.entry("netbios-ns", Set.of("netbios")),
          Map.entry("cldap", Set.of("ldap")),
          Map.entry("mqtt", Set.of("mosquitto version 2.0.11")),
          Map.entry("rdp", Set.of("ms-wbt-server")));

  private ServiceNames() {}

  static boolean isTls(String expected) {
    return OVER_TLS.containsKey(expected);
  }

  /** Returns whether a name, and whether TLS comes first, are right for a service of the table. */
  static boolean isRight(String expected, String name, boolean tls) {
    String plain = OVER_TLS.getOrDefault(expected, expected);
    return tls == isTls(expected)
        && (name.equals(plain) || ALIASES.getOrDefault(plain, Set.of()).contains(name));
  }
}
