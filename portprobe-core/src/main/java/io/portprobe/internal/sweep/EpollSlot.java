package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A socket registered with an epoll loop, once, for edges. */
abstract class EpollSlot extends SocketSlot implements EpollIoHandle {
  private static final EpollIoOps HUNG_UP = EpollIoOps.valueOf(0x10); // EPOLLHUP

  final LinuxSocket socket;
  final boolean ipv6;
  private @Nullable IoRegistration registration;

  EpollSlot(LinuxSocket socket, boolean ipv6) {
    this.socket = socket;
    this.ipv6 = ipv6;
  }

  /** Registers the socket; closes it, if that fails. */
  final void register(IoEventLoop loop, EpollIoOps edges) {
    boolean done = false;
    try {
      registration = loop.register(this).syncUninterruptibly().getNow();
      registration.submit(edges);
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  @Override
  public final FileDescriptor fd() {
    return socket;
  }

  static boolean isHungUp(EpollIoOps ops) {
    return ops.contains(HUNG_UP);
  }

  /** Closes the socket. Also called by the loop, when it ends. */
  @Override
  public final void close() {
    LinuxSockets.close(socket);
    if (registration != null) {
      registration.cancel();
    }
  }

  /** The source port, or 0 if there is none. */
  final int localPort() {
    InetSocketAddress local = socket.localAddress();
    return local == null ? 0 : local.getPort();
  }
}
