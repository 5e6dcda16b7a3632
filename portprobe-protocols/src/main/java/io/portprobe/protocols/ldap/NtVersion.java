package io.portprobe.protocols.ldap;

/**
 * A capability that a netlogon client declares, which determines the form of the response
 * (NETLOGON_NT_VERSION options bits, MS-ADTS 6.3.1.1). The highest of {@link #V5EX}, {@link #V5}
 * and {@link #V1} applies.
 */
public enum NtVersion {
  /** Requests the oldest form: NetBIOS names only. */
  V1(0x0000_0001),

  /** Requests the second form: with DNS names, domain GUID, flags and IPv4 address. */
  V5(0x0000_0002),

  /** Requests the third form: also with sites. */
  V5EX(0x0000_0004),

  /** Requests the third form with the address of the server. */
  V5EX_WITH_IP(0x0000_0008),

  /** Requests the third form with the site closest to the client's. */
  WITH_CLOSEST_SITE(0x0000_0010),

  /** Requests that the server does not emulate Windows NT 4.0. */
  AVOID_NT4_EMULATION(0x0100_0000),

  /** The client searches for the primary domain controller. */
  PDC(0x1000_0000),

  /** Obsolete; servers ignore it. */
  IP(0x2000_0000),

  /** The client runs on the host of the server. */
  LOCAL(0x4000_0000),

  /** The client searches for a global catalog. */
  GC(0x8000_0000);

  private final int bit;

  NtVersion(int bit) {
    this.bit = bit;
  }

  /**
   * Returns the bit.
   *
   * @return a value with one bit set
   */
  public int bit() {
    return bit;
  }
}
