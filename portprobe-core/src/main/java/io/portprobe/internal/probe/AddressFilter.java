package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Which addresses of a host are to be asked, and which may be. */
public final class AddressFilter {
  private AddressFilter() {}

  /** The addresses that a selection leaves, each once, in order. */
  public static List<InetAddress> choose(List<InetAddress> addresses, AddressSelection selection) {
    List<InetAddress> distinct = addresses.stream().distinct().toList();
    return switch (selection) {
      case ALL -> distinct;
      case FIRST -> distinct.stream().limit(1).toList();
      case IPV4 -> distinct.stream().filter(Inet4Address.class::isInstance).toList();
      case IPV6 -> distinct.stream().filter(a -> !(a instanceof Inet4Address)).toList();
    };
  }

  static boolean sameFamily(InetAddress one, InetAddress other) {
    return one instanceof Inet4Address == other instanceof Inet4Address;
  }

  /** Why the policy denies an address; a policy that fails denies. */
  public static Optional<String> denial(
      TargetPolicy policy, Transport transport, InetSocketAddress address) {
    try {
      Optional<String> denial = policy.denial(transport, address);
      return denial == null ? Optional.of("is denied: the target policy gave null") : denial;
    } catch (RuntimeException e) {
      return Optional.of("is denied: the target policy failed with " + e);
    }
  }
}
