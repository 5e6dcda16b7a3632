package io.portprobe.internal.scan;

import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** The addresses that this machine asks from. */
final class SourceAddressCheck {
  private static final int ANY_PORT = 9;

  private SourceAddressCheck() {}

  /**
   * Whether this machine has an address to ask a target from: with IPv6 switched off it has none to
   * ask ::1 from, and says EADDRNOTAVAIL, as it does when no source port is free. The one passes,
   * the other does not. Found out by connecting a datagram channel, which sends nothing.
   */
  static boolean existsFor(InetAddress target) {
    StandardProtocolFamily family =
        target instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    try (DatagramChannel channel = DatagramChannel.open(family)) {
      channel.connect(new InetSocketAddress(target, ANY_PORT));
      return true;
    } catch (UnsupportedOperationException e) { // the family is not there at all
      return false;
    } catch (IOException e) {
      return Errno.of(e).filter(Errno.EADDRNOTAVAIL::equals).isEmpty();
    }
  }
}
