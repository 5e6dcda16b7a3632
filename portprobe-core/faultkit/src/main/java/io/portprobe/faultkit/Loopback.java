package io.portprobe.faultkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Loopback addresses of this host, independent of the JVM's address preference. Peers listen on
 * {@link #ipv4()} by default, so that tests also run on hosts without IPv6.
 */
public final class Loopback {
  /** Port 0 of 127.0.0.1. */
  static final InetSocketAddress FREE_PORT = new InetSocketAddress(ipv4(), 0);

  private Loopback() {}

  /**
   * Returns 127.0.0.1.
   *
   * @return the address
   */
  public static InetAddress ipv4() {
    return address(127, 0, 0, 1);
  }

  /**
   * Returns 127.0.0.2, a second address of this host. Linux and Windows have it. On macOS it must
   * first be added to {@code lo0}.
   *
   * @return the address
   */
  public static InetAddress otherIpv4() {
    return address(127, 0, 0, 2);
  }

  /**
   * Returns {@code ::1}. It is usable only if {@link #hasIpv6()}. On other hosts the address is
   * unreachable.
   *
   * @return the address
   */
  public static InetAddress ipv6() {
    return address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  /**
   * Returns whether a peer can listen on {@link #ipv6()}. It cannot if IPv6 is disabled in the
   * kernel or by {@code -Djava.net.preferIPv4Stack=true}. Each call binds a socket to find out.
   *
   * @return true if IPv6 is available
   */
  public static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, ipv6())) {
      return socket.isBound();
    } catch (IOException unavailable) {
      return false;
    }
  }

  private static InetAddress address(int... octets) {
    byte[] address = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      address[i] = (byte) octets[i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(octets.length + " bytes are an address", e);
    }
  }
}
