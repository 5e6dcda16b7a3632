package io.portprobe.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where peers are unless told otherwise. */
final class Loopback {
  /** Port 0 of 127.0.0.1, whatever the JVM prefers. */
  static final InetSocketAddress FREE_PORT = new InetSocketAddress(ipv4(), 0);

  private Loopback() {}

  private static InetAddress ipv4() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }
}
