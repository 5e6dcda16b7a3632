package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What the sweeps on Linux do with bare sockets. */
final class LinuxSockets {
  private LinuxSockets() {}

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /**
   * Whether the routes of this machine forbid an address. Asked by connecting a datagram socket,
   * which sends nothing.
   */
  static boolean hasNoWayTo(InetAddress target, int port) {
    LinuxSocket socket;
    try {
      socket = LinuxSocket.newSocketDgram(isIpv6(target));
    } catch (ChannelException noSocket) {
      return false;
    }
    try {
      socket.connect(new InetSocketAddress(target, port));
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      close(socket);
    }
  }

  /**
   * Whether a connected socket is connected to itself: the kernel took the target port as source,
   * which it may when nobody listens there.
   */
  static boolean isConnectedToItself(LinuxSocket socket, int targetPort) {
    if (!EphemeralPorts.atStart().contains(targetPort)) {
      return false; // saves a system call
    }
    InetSocketAddress local = socket.localAddress();
    return local != null && local.getPort() == targetPort && local.equals(socket.remoteAddress());
  }

  /** Closes a socket; there is nothing to be lost in one, so an error says nothing. */
  static void close(LinuxSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // the descriptor is gone all the same, see close(2)
    }
  }
}
