package io.portprobe.internal.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** A check whether this host has a source address for a target. */
public final class SourceAddressCheck {
  private static final int ANY_PORT = 9;

  private SourceAddressCheck() {}

  /**
   * Returns whether this host has an address from which a target can be probed. If it has none, for
   * example because IPv6 is disabled, connecting fails with EADDRNOTAVAIL, the same error as when
   * no source port is free. Only the latter is temporary. The check connects a datagram channel,
   * which sends nothing.
   */
  public static boolean existsFor(InetAddress target) {
    StandardProtocolFamily family =
        target instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    try {
      JdkChannels.initialize();
      try (DatagramChannel channel = DatagramChannel.open(family)) {
        channel.connect(new InetSocketAddress(target, ANY_PORT));
      }
      return true;
    } catch (UnsupportedOperationException e) { // the address family is not supported
      return false;
    } catch (IOException e) {
      return Errno.of(e).filter(Errno.EADDRNOTAVAIL::equals).isEmpty();
    }
  }
}
