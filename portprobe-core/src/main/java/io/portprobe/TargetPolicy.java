package io.portprobe;

import io.portprobe.internal.targets.AddressPolicy;
import io.portprobe.internal.targets.AddressRange;
import io.portprobe.internal.targets.CidrRanges;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy that decides which addresses may be probed, for applications whose users name the
 * targets.
 *
 * <p>The client applies the policy after name resolution, to the address that it is about to use,
 * on every path: probes, scans, retries and UDP dialogues that continue over TCP. A name that
 * resolves differently a moment later cannot evade the policy.
 *
 * <p>Another form of a denied address does not evade it either. The client uses the IPv4 address
 * instead of an IPv4-mapped IPv6 address, and the loopback address instead of 0.0.0.0 and ::, which
 * mean this host. An IPv6 address that embeds IPv4 addresses is allowed only if the policy also
 * allows each of these: IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765), NAT64 (RFC 6052 and
 * RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214). The client calls a policy
 * that an application implements with each of these addresses, in an address of 64:ff9b:1::/48 with
 * the IPv4 address at each place that a length of the prefix allows. A NAT64 prefix that a network
 * chose for itself cannot be recognised: deny it, or use an allow list.
 *
 * <p>The policies of this interface never block. The client calls any other policy on a dedicated
 * thread ({@code portprobe-policy-*}), and interrupts it when the probe ends. The address is denied
 * if the policy throws anything, returns null, or has not returned when the time for the probe is
 * over.
 */
@FunctionalInterface
@CheckReturnValue
public interface TargetPolicy {
  /**
   * Returns why an address may not be probed. Called by several threads at the same time.
   *
   * <p>A probe calls it for each address. A scan calls it once for each port of an address, before
   * it probes the first port.
   *
   * @param transport TCP or UDP
   * @param address the address and port that the client is about to use, or another form of it
   * @return empty to allow the address; otherwise a phrase that continues "the address ...", for
   *     example {@code "is in a denied network"}
   */
  Optional<String> denial(Transport transport, InetSocketAddress address);

  /**
   * Returns a policy that allows every address. The default.
   *
   * @return the policy
   */
  static TargetPolicy anywhere() {
    return AddressPolicy.anywhere();
  }

  /**
   * Returns a policy that allows only loopback, link-local, private (RFC 1918) and unique local
   * (RFC 4193) addresses.
   *
   * @return the policy
   */
  static TargetPolicy privateNetworks() {
    return new AddressPolicy(
        "private networks",
        address ->
            CidrRanges.isPrivateOrLocal(address)
                ? Optional.empty()
                : Optional.of("is not in a private network"));
  }

  /**
   * Returns a policy that allows only addresses of the public internet: those that the special-
   * purpose address registries of IANA (RFC 6890, RFC 8190) call globally reachable or do not list,
   * and of IPv6 only addresses in 2000::/3. It denies loopback, link-local, private, shared (RFC
   * 6598), multicast, broadcast, documentation and reserved addresses, and 6to4 and Teredo. It also
   * denies addresses at which clouds serve credentials and settings to their virtual machines:
   *
   * <ul>
   *   <li>169.254.169.254, 169.254.170.2, 169.254.170.23, 169.254.169.253, fd00:ec2::254,
   *       fd00:ec2::253 and fd00:ec2::23 (AWS; the first also Azure, Google Cloud and others);
   *   <li>168.63.129.16 (Azure);
   *   <li>fd20:ce::254 (Google Cloud);
   *   <li>100.100.100.200 (Alibaba Cloud);
   *   <li>192.0.0.192 (Oracle Cloud);
   *   <li>169.254.0.23 (Tencent Cloud);
   *   <li>169.254.42.42 and fd00:42::42 (Scaleway);
   *   <li>fe80::a9fe:a9fe (OpenStack).
   * </ul>
   *
   * @return the policy
   */
  static TargetPolicy publicInternetOnly() {
    CidrRanges.readTables(); // here, and not on an event loop
    return new AddressPolicy(
        "public internet only",
        address -> CidrRanges.specialPurpose(address).map(range -> "is " + range));
  }

  /**
   * Returns a policy that allows only the given networks. They also have to contain each IPv4
   * address to which a translator or a tunnel may forward packets to the address.
   *
   * @param networks in CIDR form (RFC 4632), or single addresses: {@code "10.0.0.0/8"}, {@code
   *     "fe80::/10"}
   * @return the policy
   * @throws IllegalArgumentException if an argument has another form
   */
  static TargetPolicy allow(String... networks) {
    List<AddressRange> allowed = CidrRanges.parse(networks);
    return new AddressPolicy(
        CidrRanges.describe("allow", networks),
        address ->
            CidrRanges.containAll(allowed, address)
                ? Optional.empty()
                : Optional.of("is in none of the allowed networks"));
  }

  /**
   * Returns a policy that allows every address except those of the given networks. A network that
   * contains a loopback address also denies 0.0.0.0 and ::, which mean this host.
   *
   * @param networks as for {@link #allow(String...)}
   * @return the policy
   * @throws IllegalArgumentException if an argument has another form
   */
  static TargetPolicy deny(String... networks) {
    List<AddressRange> denied = CidrRanges.parse(networks);
    return new AddressPolicy(
        CidrRanges.describe("deny", networks), address -> CidrRanges.denial(denied, address));
  }

  /**
   * Returns a policy that allows an address if this policy and another allow it.
   *
   * @param other the other policy, applied if this one allows the address
   * @return the combined policy
   */
  default TargetPolicy and(TargetPolicy other) {
    Objects.requireNonNull(other, "other");
    return (transport, address) -> {
      Optional<String> denial = denial(transport, address);
      return denial.isPresent() ? denial : other.denial(transport, address);
    };
  }
}
