package io.portprobe.internal.targets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Networks in CIDR form, and the special-purpose networks of the IANA registries (RFC 6890). */
public final class CidrRanges {
  private static final List<Named> SPECIAL =
      List.of(
          named("0.0.0.0/8", "this network (RFC 791)"),
          named("10.0.0.0/8", "private (RFC 1918)"),
          named("100.64.0.0/10", "shared address space (RFC 6598)"),
          named("127.0.0.0/8", "loopback (RFC 1122)"),
          named("169.254.0.0/16", "link-local (RFC 3927)"),
          named("172.16.0.0/12", "private (RFC 1918)"),
          named("192.0.0.0/24", "for protocol assignments (RFC 6890)"),
          named("192.0.2.0/24", "documentation (RFC 5737)"),
          named("192.88.99.0/24", "a 6to4 relay (RFC 7526)"),
          named("192.168.0.0/16", "private (RFC 1918)"),
          named("198.18.0.0/15", "for benchmarking (RFC 2544)"),
          named("198.51.100.0/24", "documentation (RFC 5737)"),
          named("203.0.113.0/24", "documentation (RFC 5737)"),
          named("224.0.0.0/4", "multicast (RFC 5771)"),
          named("240.0.0.0/4", "reserved or broadcast (RFC 1112, RFC 919)"),
          named("::/128", "unspecified (RFC 4291)"),
          named("::1/128", "loopback (RFC 4291)"),
          named("64:ff9b:1::/48", "local translation (RFC 8215)"),
          named("100::/64", "discard-only (RFC 6666)"),
          named("2001::/23", "for protocol assignments (RFC 2928)"),
          named("2001:db8::/32", "documentation (RFC 3849)"),
          named("3fff::/20", "documentation (RFC 9637)"),
          named("5f00::/16", "segment routing (RFC 9602)"),
          named("fc00::/7", "unique local (RFC 4193)"),
          named("fe80::/10", "link-local (RFC 4291)"),
          named("fec0::/10", "site-local (RFC 3879)"),
          named("ff00::/8", "multicast (RFC 4291)"));

  private static final List<AddressRange> PRIVATE =
      parse(
          "10.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::1",
          "fc00::/7",
          "fe80::/10");

  /** IPv6 networks whose addresses contain an IPv4 address, and the offset of its first byte. */
  private static final Map<AddressRange, Integer> EMBEDDING =
      Map.of(
          network("::/96"), 12, // IPv4-compatible, RFC 4291; IPv4-mapped is IPv4 to the JDK
          network("64:ff9b::/96"), 12, // NAT64, RFC 6052
          network("2002::/16"), 2); // 6to4, RFC 3056

  private CidrRanges() {}

  private record Named(AddressRange range, String name) {}

  /**
   * Returns why an address is not a public internet address, for example {@code "loopback (RFC
   * 1122)"}; empty if it is one. An IPv6 address that embeds an IPv4 address is judged by both.
   */
  public static Optional<String> specialPurpose(InetAddress address) {
    for (Named special : SPECIAL) {
      if (special.range().contains(address)) {
        return Optional.of(special.name());
      }
    }
    InetAddress embedded = embeddedIpv4(address);
    return embedded == null
        ? Optional.empty()
        : specialPurpose(embedded).map(range -> "an embedded IPv4 address that is " + range);
  }

  /** Returns whether an address belongs to this host, its links or a private network. */
  public static boolean isPrivateOrLocal(InetAddress address) {
    return contain(PRIVATE, address);
  }

  /** Returns whether one of the networks contains an address. */
  public static boolean contain(List<AddressRange> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * Parses networks in CIDR form, or single addresses.
   *
   * @throws IllegalArgumentException if one has another form; the message quotes it
   */
  public static List<AddressRange> parse(String... networks) {
    return Arrays.stream(networks).map(AddressRange::parseNetwork).toList();
  }

  private static AddressRange network(String text) {
    return AddressRange.parseNetwork(text);
  }

  private static Named named(String network, String name) {
    return new Named(network(network), name);
  }

  private static @Nullable InetAddress embeddedIpv4(InetAddress address) {
    for (Map.Entry<AddressRange, Integer> entry : EMBEDDING.entrySet()) {
      if (entry.getKey().contains(address)) {
        int at = entry.getValue();
        return address(Arrays.copyOfRange(address.getAddress(), at, at + 4));
      }
    }
    return null;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }
}
