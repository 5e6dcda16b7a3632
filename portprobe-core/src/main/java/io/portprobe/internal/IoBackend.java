package io.portprobe.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.portprobe.IoMode;
import java.util.OptionalInt;

/** Makes sockets for one kind of event loop. Native kinds are loaded only when they are chosen. */
abstract class IoBackend {
  abstract IoHandlerFactory handlers();

  abstract SocketChannel stream(SocketProtocolFamily family);

  abstract DatagramChannel datagram(SocketProtocolFamily family);

  /** Has the kernel keep the ICMP errors of a socket, where there is a way to read them. */
  void keepIcmpErrors(Channel channel, SocketProtocolFamily family) {}

  /** The file descriptor of a socket whose ICMP errors are kept. */
  OptionalInt descriptor(Channel channel) {
    return OptionalInt.empty();
  }

  /**
   * The backend for a mode.
   *
   * @throws IllegalStateException if it does not load here
   */
  static IoBackend of(IoMode mode) {
    return switch (mode) {
      case NIO -> new Nio();
      case EPOLL -> EpollBackend.load();
      case IO_URING -> EpollBackend.loadBesideIoUring();
      case KQUEUE -> KqueueBackend.load();
      case AUTO -> best();
    };
  }

  /** The backend that fits event loops somebody else made. */
  static IoBackend fitting(EventLoopGroup group) {
    if (group instanceof IoEventLoopGroup loops) {
      if (loops.isIoType(NioIoHandler.class)) {
        return new Nio();
      }
      if (isLinux() && EpollBackend.fits(loops)) {
        return EpollBackend.load();
      }
      if (isMac() && KqueueBackend.fits(loops)) {
        return KqueueBackend.load();
      }
    }
    throw new IllegalStateException(
        "eventLoopGroup: "
            + group.getClass().getName()
            + " (expected: epoll, kqueue or NIO loops)");
  }

  private static IoBackend best() {
    if (isLinux() && EpollBackend.isAvailable()) {
      return EpollBackend.load();
    }
    if (isMac() && KqueueBackend.isAvailable()) {
      return KqueueBackend.load();
    }
    return new Nio();
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  private static boolean isMac() {
    return System.getProperty("os.name", "").startsWith("Mac");
  }

  private static final class Nio extends IoBackend {
    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    SocketChannel stream(SocketProtocolFamily family) {
      return new NioSocketChannel(java.nio.channels.spi.SelectorProvider.provider(), family);
    }

    @Override
    DatagramChannel datagram(SocketProtocolFamily family) {
      return new NioDatagramChannel(family);
    }
  }
}
