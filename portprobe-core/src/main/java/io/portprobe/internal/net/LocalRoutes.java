package io.portprobe.internal.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/**
 * The error with which this host refuses to route a packet to an address. Netty throws the same
 * exception, without a text, for ENETUNREACH and EHOSTUNREACH; the JDK gives the text of
 * strerror(3).
 */
public final class LocalRoutes {
  private static final byte[] BROADCAST = {-1, -1, -1, -1};

  private LocalRoutes() {}

  /**
   * Returns the exception of the JDK in place of one of Netty that fits several errors, or the
   * exception itself if it is exact. Connects a datagram socket, which sends nothing and does not
   * wait.
   *
   * @param failure the exception of a connect call
   * @param target the address of that call
   */
  public static Throwable precise(Throwable failure, InetSocketAddress target) {
    if (!Errno.isAmbiguous(failure)) {
      return failure;
    }
    if (isBroadcast(target)) { // a datagram socket would fail with EACCES
      return new SocketException(Errno.ENETUNREACH.text());
    }
    StandardProtocolFamily family =
        target.getAddress() instanceof Inet4Address
            ? StandardProtocolFamily.INET
            : StandardProtocolFamily.INET6;
    try {
      JdkChannels.initialize();
      try (DatagramChannel channel = DatagramChannel.open(family)) {
        channel.connect(target);
      }
      return failure; // there is a route by now
    } catch (UnsupportedOperationException e) { // the JVM does not use the address family
      return failure;
    } catch (IOException e) {
      return Errno.of(e).filter(Errno::mayComeFromIcmp).isPresent() ? e : failure;
    }
  }

  private static boolean isBroadcast(InetSocketAddress target) {
    return Arrays.equals(target.getAddress().getAddress(), BROADCAST);
  }
}
