package io.portprobe.assertions;

import io.portprobe.Transport;
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
    return address.isAnyLocalAddress() || address.equals(target);
  }

  /** The address as it is read aloud: {@code every address} for the wildcard. */
  String where() {
    return address.isAnyLocalAddress() ? "every address" : address.getHostAddress();
  }
}
