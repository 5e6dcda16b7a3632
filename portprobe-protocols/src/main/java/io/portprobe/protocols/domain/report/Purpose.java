package io.portprobe.protocols.domain.report;

import static io.portprobe.protocols.domain.report.DomainService.KERBEROS_TCP;
import static io.portprobe.protocols.domain.report.DomainService.KERBEROS_UDP;
import static io.portprobe.protocols.domain.report.DomainService.KPASSWD_TCP;
import static io.portprobe.protocols.domain.report.DomainService.KPASSWD_UDP;
import static io.portprobe.protocols.domain.report.DomainService.LDAP;
import static io.portprobe.protocols.domain.report.DomainService.LDAPS;
import static io.portprobe.protocols.domain.report.DomainService.LDAP_UDP;
import static io.portprobe.protocols.domain.report.DomainService.RPC_DRSUAPI;
import static io.portprobe.protocols.domain.report.DomainService.RPC_ENDPOINT_MAPPER;
import static io.portprobe.protocols.domain.report.DomainService.RPC_LSARPC;
import static io.portprobe.protocols.domain.report.DomainService.RPC_NETLOGON;
import static io.portprobe.protocols.domain.report.DomainService.RPC_SAMR;
import static io.portprobe.protocols.domain.report.DomainService.SMB;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A purpose for which a host uses a domain, with the services that it needs. The only table of this
 * kind: verdicts, documentation and commands read it.
 *
 * <p>Sources: Microsoft's "Service overview and network port requirements for Windows" (KB832017:
 * the rows Active Directory, Group Policy, Kerberos Key Distribution Center, Net Logon) and "How to
 * configure a firewall for Active Directory domains and trusts" (KB179442); MS-ADTS 6.3 (location
 * of a controller by DNS and LDAP ping); RFC 4120 section 5.5.1 and 7.2 (clock, UDP and TCP); RFC
 * 3244 (password of the computer account); MS-NRPC 3.1.4.1, MS-LSAD, MS-SAMR and MS-DRSR
 * (interfaces).
 *
 * <p>NTP, NetBIOS, the global catalog, AD Web Services, WinRM and DNS on the controller itself are
 * probed as information. No purpose needs them.
 */
public enum Purpose {
  /**
   * A computer joins the domain: it locates a controller, authenticates, creates its account
   * through LDAP or samr, sets the password of the account, and opens a secure channel.
   */
  JOIN(
      "join the domain",
      true,
      true,
      List.of(
          Set.of(LDAP_UDP),
          Set.of(KERBEROS_UDP),
          Set.of(KERBEROS_TCP),
          Set.of(LDAP),
          Set.of(SMB),
          Set.of(RPC_ENDPOINT_MAPPER),
          Set.of(RPC_NETLOGON),
          Set.of(RPC_LSARPC),
          Set.of(RPC_SAMR),
          EnumSet.of(KPASSWD_TCP, KPASSWD_UDP))),
  /**
   * A user logs on to a member: Kerberos tickets, the secure channel of the member for everything
   * else (NTLM, PAC validation), names and identifiers, and scripts of the NETLOGON share.
   */
  LOG_ON(
      "log on",
      true,
      true,
      List.of(
          Set.of(LDAP_UDP),
          Set.of(KERBEROS_UDP),
          Set.of(KERBEROS_TCP),
          Set.of(SMB),
          Set.of(RPC_ENDPOINT_MAPPER),
          Set.of(RPC_NETLOGON),
          Set.of(RPC_LSARPC))),
  /**
   * A member applies group policy: it reads the list of policies by LDAP, the files from SYSVOL by
   * SMB with a Kerberos ticket, and translates its name through drsuapi (DsCrackNames).
   */
  GROUP_POLICY(
      "group policy",
      true,
      true,
      List.of(
          Set.of(LDAP_UDP),
          Set.of(KERBEROS_TCP),
          Set.of(LDAP),
          Set.of(SMB),
          Set.of(RPC_ENDPOINT_MAPPER),
          Set.of(RPC_DRSUAPI))),
  /** Another controller replicates with this one: the directory by drsuapi, SYSVOL beside it. */
  REPLICATION(
      "replication",
      true,
      true,
      List.of(
          Set.of(LDAP_UDP),
          Set.of(KERBEROS_TCP),
          Set.of(LDAP),
          Set.of(SMB),
          Set.of(RPC_ENDPOINT_MAPPER),
          Set.of(RPC_DRSUAPI))),
  /** An application reads the directory of a configured host, in the clear or over TLS. */
  LDAP_APPLICATION("LDAP application", false, false, List.of(EnumSet.of(LDAP, LDAPS)));

  private final String description;
  private final boolean needsLocator;
  private final boolean needsClock;

  @SuppressWarnings("ImmutableEnumChecker") // never changed; requirements() returns copies
  private final List<Set<DomainService>> requirements;

  Purpose(
      String description,
      boolean needsLocator,
      boolean needsClock,
      List<Set<DomainService>> requirements) {
    this.description = description;
    this.needsLocator = needsLocator;
    this.needsClock = needsClock;
    this.requirements = requirements;
  }

  /**
   * Returns the services that the purpose needs.
   *
   * @return an unmodifiable list of sets; of each set one service is enough
   */
  public List<Set<DomainService>> requirements() {
    return requirements.stream().map(Set::copyOf).toList();
  }

  /**
   * Returns whether the host finds controllers by the SRV records of the domain.
   *
   * @return true if a name server has to return these records
   */
  public boolean needsLocator() {
    return needsLocator;
  }

  /**
   * Returns whether the clocks may differ by at most five minutes, the default of Kerberos.
   *
   * @return true if the purpose needs Kerberos
   */
  public boolean needsClock() {
    return needsClock;
  }

  /**
   * Returns a human-readable name.
   *
   * @return for example {@code "group policy"}
   */
  public String description() {
    return description;
  }
}
