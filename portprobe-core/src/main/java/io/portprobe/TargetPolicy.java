package io.portprobe;

import io.portprobe.internal.target.AddressRange;
import io.portprobe.internal.target.CidrRanges;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether an address may be probed. It is asked after name resolution, about the very
 * address that will be dialled, so a name that resolves differently a moment later does not slip
 * through. For applications that let their users name targets.
 */
@FunctionalInterface
@CheckReturnValue
public interface TargetPolicy {
  /**
   * Says why an address may not be probed. Called on a client thread; must not block. If it throws,
   * the address is denied.
   *
   * @param transport TCP or UDP
   * @param address the address and port about to be asked
   * @return empty to allow it, else the ground for denying it, as words of a sentence
   */
  Optional<String> denial(Transport transport, InetSocketAddress address);

  /**
   * Allows everything. The default.
   *
   * @return the policy
   */
  static TargetPolicy anywhere() {
    return (transport, address) -> Optional.empty();
  }

  /**
   * Allows loopback, link-local, private (RFC 1918) and unique local (RFC 4193) addresses only.
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
   * Allows what is routed on the public internet: denies loopback, link-local (with the metadata
   * address of clouds, 169.254.169.254), private, shared (RFC 6598), multicast, broadcast,
   * documentation and reserved addresses (RFC 6890), also where they are embedded in IPv6
   * (IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo).
   *
   * @return the policy
   */
  static TargetPolicy publicInternetOnly() {
    return (transport, address) ->
        CidrRanges.specialPurpose(address.getAddress()).map(range -> "is " + range);
  }

  /**
   * Allows the given networks only.
   *
   * @param networks in CIDR form (RFC 4632), or single addresses: {@code "10.0.0.0/8"}, {@code
   *     "fe80::/10"}
   * @return the policy
   * @throws IllegalArgumentException if one has another form
   */
  static TargetPolicy allow(String... networks) {
    List<AddressRange> allowed = CidrRanges.parse(networks);
    return (transport, address) ->
        CidrRanges.contain(allowed, address.getAddress())
            ? Optional.empty()
            : Optional.of("is in none of the allowed networks");
  }

  /**
   * Allows everything but the given networks.
   *
   * @param networks as for {@link #allow(String...)}
   * @return the policy
   * @throws IllegalArgumentException if one has another form
   */
  static TargetPolicy deny(String... networks) {
    List<AddressRange> denied = CidrRanges.parse(networks);
    return (transport, address) ->
        CidrRanges.contain(denied, address.getAddress())
            ? Optional.of("is in a denied network")
            : Optional.empty();
  }

  /**
   * Allows what both allow.
   *
   * @param other asked when this one allows
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
