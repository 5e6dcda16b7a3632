package io.portprobe.protocols.ldap;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a domain controller says it is and does (DS_FLAG options bits, MS-ADTS 6.3.1.2). The names
 * are the specification's, without {@code DS_} and {@code _FLAG}.
 */
public enum DomainControllerFlag {
  /** It is the primary domain controller (emulator) of its domain. */
  PDC(0x0000_0001, "primary domain controller"),

  /** It is a global catalogue of the forest. */
  GC(0x0000_0004, "global catalogue"),

  /** It serves LDAP. */
  LDAP(0x0000_0008, "LDAP server"),

  /** It is a domain controller. */
  DS(0x0000_0010, "domain controller"),

  /** It is a Kerberos key distribution centre. */
  KDC(0x0000_0020, "Kerberos key distribution centre"),

  /** It serves the time. */
  TIMESERV(0x0000_0040, "time server"),

  /** It is in the site of the client, or in the one next to it. */
  CLOSEST(0x0000_0080, "in the client's site"),

  /** It takes changes: it is no read-only domain controller. */
  WRITABLE(0x0000_0100, "writable"),

  /** It serves the time from a clock that others are to follow. */
  GOOD_TIMESERV(0x0000_0200, "reliable time server"),

  /** What was asked for is an application partition, no domain. */
  NDNC(0x0000_0400, "serves an application partition"),

  /** It is read-only (Windows Server 2008 or later), and holds some secrets of the domain. */
  SELECT_SECRET_DOMAIN_6(0x0000_0800, "read-only, with some secrets"),

  /** It is writable (Windows Server 2008 or later), and holds all secrets of the domain. */
  FULL_SECRET_DOMAIN_6(0x0000_1000, "Windows Server 2008 or later, with all secrets"),

  /** It runs Active Directory Web Services. */
  WS(0x0000_2000, "Active Directory Web Services"),

  /** It is of Windows Server 2012 or later. */
  DS_8(0x0000_4000, "Windows Server 2012 or later"),

  /** It is of Windows Server 2012 R2 or later. */
  DS_9(0x0000_8000, "Windows Server 2012 R2 or later"),

  /** It is of Windows Server 2016 or later. */
  DS_10(0x0001_0000, "Windows Server 2016 or later"),

  /** It answers Kerberos key list requests. */
  KEY_LIST(0x0002_0000, "Kerberos key lists"),

  /** It has a DNS name. */
  DNS_CONTROLLER(0x2000_0000, "has a DNS name"),

  /** What was asked for is its own domain. */
  DNS_DOMAIN(0x4000_0000, "of the domain asked for"),

  /** What was asked for is the root domain of the forest. */
  DNS_FOREST(0x8000_0000, "of the forest's root domain");

  private final int bit;
  private final String meaning;

  DomainControllerFlag(int bit, String meaning) {
    this.bit = bit;
    this.meaning = meaning;
  }

  /**
   * The bit.
   *
   * @return a value with one bit set
   */
  public int bit() {
    return bit;
  }

  /**
   * What it means, for people.
   *
   * @return a few words
   */
  public String meaning() {
    return meaning;
  }

  /** The flags that are set, in the order of their bits. */
  public static Set<DomainControllerFlag> of(int bits) {
    EnumSet<DomainControllerFlag> flags = EnumSet.allOf(DomainControllerFlag.class);
    flags.removeIf(flag -> (bits & flag.bit) == 0);
    return Collections.unmodifiableSet(flags);
  }

  /** What is left of the bits when all flags that have a name are taken away. */
  public static int unnamed(int bits) {
    int rest = bits;
    for (DomainControllerFlag flag : values()) {
      rest &= ~flag.bit;
    }
    return rest;
  }
}
