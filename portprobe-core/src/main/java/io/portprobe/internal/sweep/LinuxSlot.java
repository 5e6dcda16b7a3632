package io.portprobe.internal.sweep;

import io.netty.channel.epoll.LinuxSocket;

/** A reusable socket on Linux, which serves one address family. */
abstract class LinuxSlot extends SocketSlot {
  final LinuxSocket socket;
  final boolean ipv6;

  LinuxSlot(LinuxSocket socket, boolean ipv6) {
    this.socket = socket;
    this.ipv6 = ipv6;
  }
}
