package io.portprobe.protocols.domain.report;

import io.portprobe.Transport;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A service of a domain controller of Active Directory. The ports are those of Microsoft's "Service
 * overview and network port requirements for Windows". {@link Purpose} states which purpose needs
 * which service.
 */
public enum DomainService {
  /** DNS over UDP: the records of the domain. */
  DNS_UDP(Transport.UDP, 53, "dns", "DNS"),
  /** DNS over TCP, for responses that do not fit into a datagram. */
  DNS_TCP(Transport.TCP, 53, "dns", "DNS"),
  /** Kerberos tickets over UDP (RFC 4120 section 7.2.1). */
  KERBEROS_UDP(Transport.UDP, 88, "kerberos", "Kerberos"),
  /** Kerberos tickets over TCP (RFC 4120 section 7.2.2). */
  KERBEROS_TCP(Transport.TCP, 88, "kerberos", "Kerberos"),
  /** Kerberos passwords over UDP (RFC 3244). */
  KPASSWD_UDP(Transport.UDP, 464, "kpasswd", "Kerberos password change"),
  /** Kerberos passwords over TCP (RFC 3244). */
  KPASSWD_TCP(Transport.TCP, 464, "kpasswd", "Kerberos password change"),
  /** The DC locator's ping over connectionless LDAP (MS-ADTS 6.3.3). */
  LDAP_UDP(Transport.UDP, 389, "ldap", "LDAP ping of the DC locator"),
  /** The directory. */
  LDAP(Transport.TCP, 389, "ldap", "LDAP"),
  /** The directory over TLS. */
  LDAPS(Transport.TCP, 636, "ldap", "LDAP over TLS"),
  /** The global catalog. */
  GLOBAL_CATALOG(Transport.TCP, 3268, "ldap", "global catalog"),
  /** The global catalog over TLS. */
  GLOBAL_CATALOG_TLS(Transport.TCP, 3269, "ldap", "global catalog over TLS"),
  /** File shares: SYSVOL, NETLOGON, and named pipes (MS-SMB2). */
  SMB(Transport.TCP, 445, "smb", "SMB"),
  /** The endpoint mapper of MS-RPC, which assigns the dynamic ports. */
  RPC_ENDPOINT_MAPPER(Transport.TCP, 135, "msrpc", "RPC endpoint mapper"),
  /** The secure channel of a member (MS-NRPC), on a dynamic port. */
  RPC_NETLOGON("12345678-1234-abcd-ef00-01234567cffb", "RPC netlogon"),
  /** Local Security Authority: policy and names (MS-LSAD, MS-LSAT), on a dynamic port. */
  RPC_LSARPC("12345778-1234-abcd-ef00-0123456789ab", "RPC lsarpc"),
  /** Security Account Manager: accounts (MS-SAMR), on a dynamic port. */
  RPC_SAMR("12345778-1234-abcd-ef00-0123456789ac", "RPC samr"),
  /** Replication and translation of names (MS-DRSR), on a dynamic port. */
  RPC_DRSUAPI("e3514235-4b06-11d1-ab04-00c04fc2dcd2", "RPC drsuapi"),
  /** Time (RFC 5905, MS-SNTP). */
  NTP(Transport.UDP, 123, "ntp", "NTP"),
  /** NetBIOS name service (RFC 1002), over IPv4 only. */
  NETBIOS_NAME(Transport.UDP, 137, "netbios", "NetBIOS name service"),
  /** NetBIOS datagram service (RFC 1002), over IPv4 only; responds to mailslot requests only. */
  NETBIOS_DATAGRAM(Transport.UDP, 138, "", "NetBIOS datagram service"),
  /** NetBIOS session service (RFC 1002), over IPv4 only. */
  NETBIOS_SESSION(Transport.TCP, 139, "netbios", "NetBIOS session service"),
  /** Active Directory Web Services (MS-ADDM), which the PowerShell module of AD uses. */
  AD_WEB_SERVICES(Transport.TCP, 9389, "adws", "AD Web Services"),
  /** Windows Remote Management (MS-WSMV). */
  WINRM(Transport.TCP, 5985, "winrm", "WinRM"),
  /** Windows Remote Management over TLS. */
  WINRM_TLS(Transport.TCP, 5986, "winrm", "WinRM over TLS");

  private final Transport transport;
  private final int port;
  private final String protocol;
  private final String description;
  private final Optional<UUID> rpcInterface;

  DomainService(Transport transport, int port, String protocol, String description) {
    this.transport = transport;
    this.port = port;
    this.protocol = protocol;
    this.description = description;
    this.rpcInterface = Optional.empty();
  }

  DomainService(String rpcInterface, String description) {
    this.transport = Transport.TCP;
    this.port = 0;
    this.protocol = "msrpc";
    this.description = description;
    this.rpcInterface = Optional.of(UUID.fromString(rpcInterface));
  }

  /**
   * Returns the transport.
   *
   * @return TCP or UDP
   */
  public Transport transport() {
    return transport;
  }

  /**
   * Returns the port.
   *
   * @return 1 to 65535; empty if the endpoint mapper assigns it
   */
  public OptionalInt port() {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /**
   * Returns the protocol that the check speaks.
   *
   * @return the name of a protocol; empty if the check learns the state of the port only
   */
  public Optional<String> protocol() {
    return Optional.of(protocol).filter(name -> !name.isEmpty());
  }

  /**
   * Returns the interface of a service on a dynamic port.
   *
   * @return the UUID; empty for a service on a well-known port
   */
  public Optional<UUID> rpcInterface() {
    return rpcInterface;
  }

  /**
   * Returns whether TLS comes first.
   *
   * @return true for a TLS port
   */
  public boolean isTls() {
    return this == LDAPS || this == GLOBAL_CATALOG_TLS || this == WINRM_TLS;
  }

  /**
   * Returns whether the service exists over IPv4 only.
   *
   * @return true for NetBIOS
   */
  public boolean isIpv4Only() {
    return this == NETBIOS_NAME || this == NETBIOS_DATAGRAM || this == NETBIOS_SESSION;
  }

  /**
   * Returns a human-readable name.
   *
   * @return for example {@code "Kerberos"}
   */
  public String description() {
    return description;
  }
}
