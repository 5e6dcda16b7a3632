package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The rules for which addresses of a host are probed: the caller's selection and the target policy.
 * Thread-safe if the policy is.
 */
public final class AddressFilter {
  private final TargetPolicy policy;

  /** Creates a filter that consults a policy. */
  public AddressFilter(TargetPolicy policy) {
    this.policy = policy;
  }

  /** Returns the selected addresses, without duplicates, in the given order. */
  public static List<InetAddress> select(List<InetAddress> addresses, AddressSelection selection) {
    List<InetAddress> distinct = addresses.stream().distinct().toList();
    return switch (selection) {
      case ALL -> distinct;
      case FIRST -> distinct.stream().limit(1).toList();
      case IPV4 -> distinct.stream().filter(Inet4Address.class::isInstance).toList();
      case IPV6 -> distinct.stream().filter(a -> !(a instanceof Inet4Address)).toList();
    };
  }

  static boolean isSameFamily(InetAddress one, InetAddress other) {
    return one instanceof Inet4Address == other instanceof Inet4Address;
  }

  /** Returns why the policy denies an address; empty if it allows it. A failing policy denies. */
  public Optional<String> denial(Transport transport, InetSocketAddress address) {
    try {
      Optional<String> denial = policy.denial(transport, address);
      return denial == null ? Optional.of("is denied: the target policy returned null") : denial;
    } catch (RuntimeException e) {
      return Optional.of("is denied: the target policy threw " + e);
    }
  }
}
