package io.portprobe.internal.targets;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The different addresses that reach the same host. A target policy has to see all of them, so that
 * no spelling of a denied address passes.
 */
public final class AddressForms {
  /**
   * Most addresses of a name that probes and scans use. A name with more is a mistake or an attack:
   * one DNS response over TCP has room for 4,000.
   */
  public static final int MAX_ADDRESSES = 64;

  private static final InetAddress LOOPBACK_4 = address(new byte[] {127, 0, 0, 1});
  private static final InetAddress LOOPBACK_6 =
      address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

  private static final AddressRange COMPATIBLE = AddressRange.parseNetwork("::/96");
  private static final AddressRange TRANSLATED = AddressRange.parseNetwork("::ffff:0:0:0/96");
  private static final AddressRange NAT64 = AddressRange.parseNetwork("64:ff9b::/96");
  private static final AddressRange LOCAL_NAT64 = AddressRange.parseNetwork("64:ff9b:1::/48");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parseNetwork("2002::/16");
  private static final AddressRange TEREDO = AddressRange.parseNetwork("2001::/32");

  /** Where an IPv4 address is in a translated address, by prefix length (RFC 6052 section 2.2). */
  private static final int[][] TRANSLATION = {
    {6, 7, 9, 10}, // of 48 bits
    {7, 9, 10, 11}, // of 56 bits
    {9, 10, 11, 12}, // of 64 bits
    {12, 13, 14, 15}, // of 96 bits
  };

  private AddressForms() {}

  /**
   * Returns the one form of an address that the engine uses: the IPv4 address instead of the
   * IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2), which sockets treat as the same.
   */
  public static InetAddress canonical(InetAddress address) {
    if (address instanceof Inet6Address) {
      byte[] bytes = address.getAddress();
      if (isMapped(bytes)) {
        return address(Arrays.copyOfRange(bytes, 12, 16));
      }
    }
    return address;
  }

  /**
   * Returns a copy of the addresses of a resolver, each in its {@linkplain #canonical(InetAddress)
   * canonical} form and with its {@linkplain Zones#complete zone}; empty for null. Blocks if a zone
   * is missing.
   *
   * @throws NullPointerException if the resolver returned a null address
   */
  public static List<InetAddress> canonical(@Nullable List<InetAddress> addresses) {
    List<InetAddress> all = new ArrayList<>();
    for (InetAddress address : addresses == null ? List.<InetAddress>of() : addresses) {
      Objects.requireNonNull(address, "address of the resolver");
      all.add(Zones.complete(canonical(address)));
    }
    return all;
  }

  /**
   * Returns the address to connect or send to: the loopback address instead of 0.0.0.0 or ::, which
   * mean this host. So every system does the same, and a socket that is connected to itself can be
   * recognised, because its two addresses are equal.
   */
  public static InetAddress reachable(InetAddress address) {
    InetAddress canonical = canonical(address);
    if (!canonical.isAnyLocalAddress()) {
      return canonical;
    }
    return canonical instanceof Inet4Address ? LOOPBACK_4 : LOOPBACK_6;
  }

  /**
   * Returns what a policy has to allow before an address may be used: its canonical form, the
   * address that the client would connect to, and the IPv4 addresses that it embeds.
   */
  public static List<InetAddress> relevant(InetAddress address) {
    InetAddress canonical = canonical(address);
    if (canonical instanceof Inet4Address && !canonical.isAnyLocalAddress()) {
      return List.of(canonical);
    }
    Set<InetAddress> all = new LinkedHashSet<>();
    all.add(canonical);
    all.add(reachable(canonical));
    for (InetAddress embedded : embeddedIpv4(canonical)) {
      all.add(embedded);
      all.add(reachable(embedded));
    }
    return List.copyOf(all);
  }

  /**
   * Returns the addresses of which none may be denied or excluded: the {@linkplain #relevant
   * relevant} ones, for 0.0.0.0 and :: the loopback addresses of both families, and for local NAT64
   * the IPv4 address at each place that a prefix length allows. A translator ignores the bits after
   * it (RFC 6052 section 2.2), so they may not hide a denied address.
   */
  public static List<InetAddress> deniable(InetAddress address) {
    List<InetAddress> relevant = relevant(address);
    if (relevant.size() == 1) {
      return relevant;
    }
    Set<InetAddress> all = new LinkedHashSet<>(relevant);
    if (isLocalNat64(address)) {
      all.addAll(translated(address, 0));
    }
    if (all.stream().anyMatch(InetAddress::isAnyLocalAddress)) {
      all.add(LOOPBACK_4);
      all.add(LOOPBACK_6);
    }
    return List.copyOf(all);
  }

  /** Returns whether an address is of the range for local NAT64 prefixes (RFC 8215). */
  static boolean isLocalNat64(InetAddress address) {
    return LOCAL_NAT64.contains(address);
  }

  /**
   * Returns the IPv4 address of a local NAT64 address at each place that a prefix length allows.
   * Zeros at a place are the zeros between a longer prefix and its address, not 0.0.0.0/8.
   *
   * @param known places inside this many leading bits are left out, because the owner of the name
   *     did not choose these bits
   */
  static List<InetAddress> translated(InetAddress address, int known) {
    byte[] bytes = address.getAddress();
    List<InetAddress> all = new ArrayList<>();
    for (int[] at : TRANSLATION) {
      if (bytes[at[0]] != 0 && (at[3] + 1) * 8 > known) {
        all.add(ipv4(bytes, at));
      }
    }
    return all;
  }

  /**
   * Returns the IPv4 addresses in an IPv6 address, to which a translator or a tunnel forwards
   * packets: IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765), NAT64 (RFC 6052), local NAT64
   * (RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380: server and client) and ISATAP (RFC 5214). A
   * NAT64 prefix that a network chose for itself cannot be recognised.
   */
  static List<InetAddress> embeddedIpv4(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return List.of();
    }
    byte[] bytes = address.getAddress();
    List<InetAddress> embedded = new ArrayList<>();
    if (SIX_TO_FOUR.contains(address)) {
      embedded.add(ipv4(bytes, 2, 3, 4, 5));
      if (isIsatap(bytes)) { // a 6to4 site may use ISATAP inside
        embedded.add(ipv4(bytes, 12, 13, 14, 15));
      }
    } else if (TEREDO.contains(address)) {
      embedded.add(ipv4(bytes, 4, 5, 6, 7));
      embedded.add(inverted(bytes));
    } else if (LOCAL_NAT64.contains(address)) {
      addTranslated(bytes, embedded);
    } else if (isIsatap(bytes) || hasIpv4AtItsEnd(address)) {
      embedded.add(ipv4(bytes, 12, 13, 14, 15));
    }
    return embedded;
  }

  private static boolean hasIpv4AtItsEnd(InetAddress address) {
    boolean compatible =
        COMPATIBLE.contains(address)
            && !address.isAnyLocalAddress()
            && !address.isLoopbackAddress();
    return compatible || TRANSLATED.contains(address) || NAT64.contains(address);
  }

  /** The length of the prefix in use is unknown; the bytes after the IPv4 address are zero. */
  private static void addTranslated(byte[] bytes, List<InetAddress> embedded) {
    for (int[] at : TRANSLATION) {
      boolean last = at[3] == 15;
      if (last ? embedded.isEmpty() : isZero(bytes, at[3] + 1) && bytes[8] == 0) {
        embedded.add(ipv4(bytes, at));
      }
    }
  }

  private static boolean isZero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIsatap(byte[] bytes) {
    return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == -1 && bytes[11] == -1;
  }

  private static InetAddress inverted(byte[] bytes) {
    byte[] ipv4 = Arrays.copyOfRange(bytes, 12, 16);
    for (int i = 0; i < ipv4.length; i++) {
      ipv4[i] = (byte) ~ipv4[i];
    }
    return address(ipv4);
  }

  private static InetAddress ipv4(byte[] bytes, int... at) {
    return address(new byte[] {bytes[at[0]], bytes[at[1]], bytes[at[2]], bytes[at[3]]});
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address: " + bytes.length + " bytes (expected: 4 or 16)", e);
    }
  }
}
