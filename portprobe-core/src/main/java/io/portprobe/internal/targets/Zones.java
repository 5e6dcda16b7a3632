package io.portprobe.internal.targets;

import io.portprobe.text.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The zones of IPv6 link-local addresses (RFC 4007). Such an address exists on every link, so that
 * the zone, an interface of this host, has to say which link is meant.
 */
public final class Zones {
  private Zones() {}

  /** Returns whether an address is link-local, unicast or multicast, and has no zone. */
  public static boolean isMissing(InetAddress address) {
    return address instanceof Inet6Address ipv6
        && (ipv6.isLinkLocalAddress() || ipv6.isMCLinkLocal())
        && ipv6.getScopeId() == 0
        && ipv6.getScopedInterface() == null;
  }

  /** Returns why an address without its zone is not probed. */
  public static String missing(InetAddress address) {
    String text = AddressText.of(address);
    return "needs a zone, the interface that leads to it, for example " + text + "%eth0";
  }

  /**
   * Adds the zone to an address that {@linkplain #isMissing lacks} it, if only one is possible: the
   * interface that has the address itself, or the only one that is up and has a link-local address.
   * Reads the interfaces of this host, which blocks.
   */
  public static InetAddress complete(InetAddress address) {
    if (!isMissing(address)) {
      return address;
    }
    try {
      NetworkInterface only = onlyZone(NetworkInterface.networkInterfaces().toList(), address);
      return only == null ? address : withZone(address, only);
    } catch (SocketException | UnknownHostException e) {
      return address; // without the interfaces of this host, the caller has to name the zone
    }
  }

  private static @Nullable NetworkInterface onlyZone(
      List<NetworkInterface> interfaces, InetAddress address) throws SocketException {
    NetworkInterface only = null;
    int candidates = 0;
    for (NetworkInterface each : interfaces) {
      if (has(each, address)) {
        return each;
      }
      if (each.isUp() && !each.isLoopback() && hasLinkLocal(each)) {
        only = each;
        candidates++;
      }
    }
    return candidates == 1 ? only : null;
  }

  private static boolean has(NetworkInterface each, InetAddress address) {
    return each.inetAddresses().anyMatch(address::equals);
  }

  private static boolean hasLinkLocal(NetworkInterface each) {
    return each.inetAddresses()
        .anyMatch(address -> address instanceof Inet6Address && address.isLinkLocalAddress());
  }

  private static InetAddress withZone(InetAddress address, NetworkInterface zone)
      throws UnknownHostException {
    return address.isMulticastAddress()
        ? Inet6Address.getByAddress(null, address.getAddress(), zone.getIndex())
        : Inet6Address.getByAddress(null, address.getAddress(), zone);
  }
}
