package io.portprobe.internal.targets;

import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Networks in CIDR form, and which addresses they contain. */
public final class CidrRanges {
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

  private static final int MAX_DESCRIBED = 4;
  private static final Optional<String> DENIED = Optional.of("is in a denied network");

  private CidrRanges() {}

  /**
   * Returns why an address is not a public internet address, for example {@code "loopback (RFC
   * 1122)"}; empty if it is one. An IPv6 address that embeds an IPv4 address is judged by both.
   */
  public static Optional<String> specialPurpose(InetAddress address) {
    return SpecialPurposeNetworks.reasonNotPublic(address);
  }

  /** Reads the tables of {@link #specialPurpose}, which blocks, unless they were read before. */
  public static void readTables() {
    SpecialPurposeNetworks.read();
  }

  /** Returns whether an address belongs to this host, its links or a private network. */
  public static boolean isPrivateOrLocal(InetAddress address) {
    return containAll(PRIVATE, address);
  }

  /**
   * Returns whether the networks contain an address and every IPv4 address that it embeds. 0.0.0.0
   * and :: are this host, so the loopback address decides. The length of a local NAT64 prefix is
   * unknown, so the networks have to contain the IPv4 address at each place that depends on other
   * bits than those of the network that contains the address.
   */
  public static boolean containAll(List<AddressRange> networks, InetAddress address) {
    for (InetAddress each : AddressForms.relevant(AddressForms.reachable(address))) {
      if (!contain(networks, each)) {
        return false;
      }
    }
    return !AddressForms.isLocalNat64(address) || containTranslated(networks, address);
  }

  private static boolean containTranslated(List<AddressRange> networks, InetAddress address) {
    return networks.stream()
        .filter(network -> network.contains(address))
        .anyMatch(
            network ->
                AddressForms.translated(address, network.prefix()).stream()
                    .allMatch(each -> contain(networks, each)));
  }

  /**
   * Returns why an address is denied if the networks are: one of them contains it, or an IPv4
   * address that it embeds. 0.0.0.0 and :: are this host, so a network that contains a loopback
   * address is sufficient.
   */
  public static Optional<String> denial(List<AddressRange> networks, InetAddress address) {
    for (InetAddress each : AddressForms.deniable(address)) {
      if (contain(networks, each)) {
        return each.equals(AddressForms.canonical(address))
            ? DENIED
            : Optional.of("reaches " + AddressText.of(each) + ", which is in a denied network");
      }
    }
    return Optional.empty();
  }

  /** Returns whether one of the networks contains an address. */
  public static boolean contain(List<AddressRange> networks, InetAddress address) {
    byte[] number = AddressRange.bytes(address);
    for (AddressRange network : networks) { // a scan calls this for each address: no stream
      if (network.contains(number)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Parses networks in CIDR form, or single addresses.
   *
   * @throws IllegalArgumentException if one has another form; the message quotes it
   */
  public static List<AddressRange> parse(String... networks) {
    return Arrays.stream(networks).map(AddressRange::parseNetwork).toList();
  }

  /**
   * Returns a short description of networks: at most four of them.
   *
   * @return for example {@code "deny 10.0.0.0/8, ::1"}
   */
  public static String describe(String verb, String... networks) {
    List<String> first = List.of(networks).subList(0, Math.min(MAX_DESCRIBED, networks.length));
    String more = networks.length > MAX_DESCRIBED ? ", ... (" + networks.length + ")" : "";
    return verb + " " + String.join(", ", first) + more;
  }
}
