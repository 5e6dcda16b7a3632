package io.portprobe.testing.internal.local;

import io.portprobe.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A socket of this host that receives what is sent to its port: a listening TCP socket, or an
 * unconnected UDP socket.
 *
 * @param transport TCP or UDP
 * @param address the local address; the wildcard address for all addresses
 * @param port the local port
 * @param uid the user id of the owner
 * @param inode the inode of the socket, which identifies its process
 */
record BoundSocket(Transport transport, InetAddress address, int port, int uid, long inode) {
  /** Returns whether the socket receives what is sent to the address. */
  boolean receives(InetAddress target) {
    return address.equals(target)
        || (address.isAnyLocalAddress() && (isIpv6() || target instanceof Inet4Address));
  }

  /** Returns the local address as text. The system does not list IPV6_V6ONLY. */
  String where() {
    if (!address.isAnyLocalAddress()) {
      return address.getHostAddress();
    }
    return isIpv6()
        ? "all IPv6 addresses (and IPv4, unless IPV6_V6ONLY is set)"
        : "all IPv4 addresses";
  }

  private boolean isIpv6() {
    return !(address instanceof Inet4Address);
  }
}
