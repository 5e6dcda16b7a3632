package io.portprobe.protocols.ldap;

import java.util.Set;

/**
 * What a client of netlogon says it understands, and so the form of the answer it gets
 * (NETLOGON_NT_VERSION options bits, MS-ADTS 6.3.1.1). The highest of {@link #V5EX}, {@link #V5}
 * and {@link #V1} decides.
 */
public enum NtVersion {
  /** Answer in the oldest form: names of NetBIOS alone. */
  V1(0x0000_0001),

  /** Answer in the second form: with DNS names, the domain's GUID, flags and an IPv4 address. */
  V5(0x0000_0002),

  /** Answer in the third form: with the sites as well. */
  V5EX(0x0000_0004),

  /** The third form, with the address of the server. */
  V5EX_WITH_IP(0x0000_0008),

  /** The third form, with the name of the site that is next to the client's. */
  WITH_CLOSEST_SITE(0x0000_0010),

  /** A server that emulates Windows NT 4.0 is not to do so here. */
  AVOID_NT4_EMULATION(0x0100_0000),

  /** The client looks for the primary domain controller. */
  PDC(0x1000_0000),

  /** Obsolete, and ignored by servers. */
  IP(0x2000_0000),

  /** The client is the machine the server runs on. */
  LOCAL(0x4000_0000),

  /** The client looks for a global catalogue. */
  GC(0x8000_0000);

  private final int bit;

  NtVersion(int bit) {
    this.bit = bit;
  }

  /**
   * The bit.
   *
   * @return a value with one bit set
   */
  public int bit() {
    return bit;
  }

  public static int bits(Set<NtVersion> versions) {
    return versions.stream().mapToInt(NtVersion::bit).reduce(0, (a, b) -> a | b);
  }

  public boolean isIn(int bits) {
    return (bits & bit) != 0;
  }
}
