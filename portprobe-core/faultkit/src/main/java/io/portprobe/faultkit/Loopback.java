package io.portprobe.faultkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * The addresses of this machine for itself, whatever the JVM prefers. Peers are at {@link #ipv4()}
 * unless told otherwise, so that they are there on a machine without IPv6, too.
 */
public final class Loopback {
  /** Port 0 of 127.0.0.1. */
  static final InetSocketAddress FREE_PORT = new InetSocketAddress(ipv4(), 0);

  private Loopback() {}

  /**
   * 127.0.0.1.
   *
   * @return the address
   */
  public static InetAddress ipv4() {
    return address(127, 0, 0, 1);
  }

  /**
   * 127.0.0.2: another address of this machine on Linux and Windows. macOS has it only once it was
   * added to {@code lo0}.
   *
   * @return the address
   */
  public static InetAddress otherIpv4() {
    return address(127, 0, 0, 2);
  }

  /**
   * {@code ::1}. To be had only where {@link #hasIpv6()}; anywhere else it serves as an address
   * that cannot be reached.
   *
   * @return the address
   */
  public static InetAddress ipv6() {
    return address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  /**
   * Whether {@link #ipv6()} can be used: it cannot where the kernel has IPv6 off, or the JVM was
   * started with {@code -Djava.net.preferIPv4Stack=true}. Tried anew with each call.
   *
   * @return whether a peer can be there
   */
  public static boolean hasIpv6() {
    try (ServerSocket tried = new ServerSocket(0, 1, ipv6())) {
      return tried.isBound();
    } catch (IOException e) {
      return false; // which is the answer
    }
  }

  /** Returns a peer's address as tests log it; an IPv6 literal is in brackets. */
  static String url(String scheme, InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return scheme + "://" + shown + ":" + address.getPort();
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
