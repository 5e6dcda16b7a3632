package io.portprobe;

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
 */
@FunctionalInterface
@CheckReturnValue
public interface TargetPolicy {
  /**
   * Returns why an address may not be probed. Called on a client thread; must not block. If it
   * throws, the address is denied.
   *
   * @param transport TCP or UDP
   * @param address the address and port that the client is about to use
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
    return (transport, address) -> Optional.empty();
  }

  /**
   * Returns a policy that allows only loopback, link-local, private (RFC 1918) and unique local
   * (RFC 4193) addresses.
   *
   * @return the policy
   */
  static TargetPolicy privateNetworks() {
    return (transport, address) ->
        CidrRanges.isPrivateOrLocal(address.getAddress())
            ? Optional.empty()
            : Optional.of("is not in a private network");
  }

  /**
   * Returns a policy that allows only addresses of the public internet. It denies loopback,
   * link-local (including the metadata address of clouds, 169.254.169.254), private, shared (RFC
   * 6598), multicast, broadcast, documentation and reserved addresses (RFC 6890), also where they
   * are embedded in IPv6 (IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo).
   *
   * @return the policy
   */
  static TargetPolicy publicInternetOnly() {
    return (transport, address) ->
        CidrRanges.specialPurpose(address.getAddress()).map(range -> "is " + range);
  }

  /**
   * Returns a policy that allows only the given networks.
   *
   * @param networks in CIDR form (RFC 4632), or single addresses: {@code "10.0.0.0/8"}, {@code
   *     "fe80::/10"}
   * @return the policy
   * @throws IllegalArgumentException if an argument has another form
   */
  static TargetPolicy allow(String... networks) {
    List<AddressRange> allowed = CidrRanges.parse(networks);
    return (transport, address) ->
        CidrRanges.contain(allowed, address.getAddress())
            ? Optional.empty()
            : Optional.of("is in none of the allowed networks");
  }

  /**
   * Returns a policy that allows every address except those of the given networks.
   *
   * @param networks as for {@link #allow(String...)}
   * @return the policy
   * @throws IllegalArgumentException if an argument has another form
   */
  static TargetPolicy deny(String... networks) {
    List<AddressRange> denied = CidrRanges.parse(networks);
    return (transport, address) ->
        CidrRanges.contain(denied, address.getAddress())
            ? Optional.of("is in a denied network")
            : Optional.empty();
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
