package io.portprobe.protocols.ldap;

/**
 * A role or feature of a domain controller (DS_FLAG options bits, MS-ADTS 6.3.1.2). The names are
 * those of the specification, without {@code DS_} and {@code _FLAG}.
 */
public enum DomainControllerFlag {
  /** The server is the primary domain controller (emulator) of its domain. */
  PDC(0x0000_0001, "primary domain controller"),

  /** The server is a global catalog of the forest. */
  GC(0x0000_0004, "global catalog"),

  /** The server is an LDAP server. */
  LDAP(0x0000_0008, "LDAP server"),

  /** The server is a domain controller. */
  DS(0x0000_0010, "domain controller"),

  /** The server is a Kerberos key distribution center. */
  KDC(0x0000_0020, "Kerberos key distribution center"),

  /** The server is a time server. */
  TIMESERV(0x0000_0040, "time server"),

  /** The server is in the client's site, or in the closest one. */
  CLOSEST(0x0000_0080, "in the client's site"),

  /** The server accepts changes: it is not a read-only domain controller. */
  WRITABLE(0x0000_0100, "writable"),

  /** The server has a reliable clock. */
  GOOD_TIMESERV(0x0000_0200, "reliable time server"),

  /** The requested name is an application partition, not a domain. */
  NDNC(0x0000_0400, "serves an application partition"),

  /** The server is read-only (Windows Server 2008 or later) and holds some domain secrets. */
  SELECT_SECRET_DOMAIN_6(0x0000_0800, "read-only, with some secrets"),

  /** The server is writable (Windows Server 2008 or later) and holds all domain secrets. */
  FULL_SECRET_DOMAIN_6(0x0000_1000, "Windows Server 2008 or later, with all secrets"),

  /** The server runs Active Directory Web Services. */
  WS(0x0000_2000, "Active Directory Web Services"),

  /** The server runs Windows Server 2012 or later. */
  DS_8(0x0000_4000, "Windows Server 2012 or later"),

  /** The server runs Windows Server 2012 R2 or later. */
  DS_9(0x0000_8000, "Windows Server 2012 R2 or later"),

  /** The server runs Windows Server 2016 or later. */
  DS_10(0x0001_0000, "Windows Server 2016 or later"),

  /** The server supports Kerberos key list requests. */
  KEY_LIST(0x0002_0000, "Kerberos key lists"),

  /** The server has a DNS name. */
  DNS_CONTROLLER(0x2000_0000, "has a DNS name"),

  /** The requested domain is the server's default naming context. */
  DNS_DOMAIN(0x4000_0000, "default naming context"),

  /** The requested domain is the root domain of the forest. */
  DNS_FOREST(0x8000_0000, "forest root domain");

  private final int bit;
  private final String description;

  DomainControllerFlag(int bit, String description) {
    this.bit = bit;
    this.description = description;
  }

  /**
   * Returns the bit.
   *
   * @return a value with one bit set
   */
  public int bit() {
    return bit;
  }

  /**
   * Returns a human-readable description.
   *
   * @return a short noun phrase
   */
  public String description() {
    return description;
  }
}
