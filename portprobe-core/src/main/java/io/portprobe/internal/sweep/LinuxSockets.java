package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.LinuxSocket;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Operations on bare sockets that the sweeps on Linux share. */
final class LinuxSockets {
  private LinuxSockets() {}

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /**
   * Whether this host has no route to an address, or one that forbids it. Connects a datagram
   * socket, which sends nothing.
   */
  static boolean hasNoRouteTo(InetAddress target, int port) {
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
   * Whether a socket is connected to itself: the kernel chose the target port as the source port,
   * which is possible if no socket listens there.
   */
  static boolean isConnectedToItself(LinuxSocket socket, int targetPort) {
    if (!EphemeralPorts.atStart().contains(targetPort)) {
      return false; // saves a system call
    }
    InetSocketAddress local = socket.localAddress();
    return local != null && local.getPort() == targetPort && local.equals(socket.remoteAddress());
  }

  /** Returns and clears the pending error of a socket, soft errors included; 0 if there is none. */
  static int error(LinuxSocket socket) {
    try {
      return socket.getSoError();
    } catch (IOException e) {
      return Errno.numberOf(e);
    }
  }

  /** Closes a socket. No data can be lost, so an error has no meaning. */
  static void close(LinuxSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // the descriptor is released in any case, close(2)
    }
  }
}
