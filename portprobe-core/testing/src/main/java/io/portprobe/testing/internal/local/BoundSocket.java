package io.portprobe.testing.internal.local;

import io.portprobe.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A socket of this machine that takes what comes to its port: a listening TCP socket, or a UDP
 * socket that is not connected.
 *
 * @param transport TCP or UDP
 * @param address where it is bound; the wildcard address for everywhere
 * @param port its port
 * @param uid the user it belongs to
 * @param inode the number by which its process is found
 */
record BoundSocket(Transport transport, InetAddress address, int port, int uid, long inode) {
  /** Whether something sent to that address gets here. */
  boolean takes(InetAddress target) {
    return address.equals(target)
        || (address.isAnyLocalAddress() && (isIpv6() || target instanceof Inet4Address));
  }

  /** The address as it is read aloud. The system does not tell of IPV6_V6ONLY. */
  String where() {
    if (!address.isAnyLocalAddress()) {
      return address.getHostAddress();
    }
    return isIpv6() ? "every IPv6 address (and IPv4, unless IPV6_V6ONLY)" : "every IPv4 address";
  }

  private boolean isIpv6() {
    return !(address instanceof Inet4Address);
  }
}
