package io.portprobe.internal.io;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.portprobe.IoMode;
import io.portprobe.internal.net.Refusal;
import java.util.OptionalInt;

/**
 * The channels for one kind of event loop. Native code is loaded only for the kind in use.
 * Thread-safe.
 */
public abstract class ChannelBackend {
  /** Returns the interface of these channels: EPOLL, KQUEUE or NIO. */
  public abstract IoMode mode();

  /** Returns the factory of the I/O handlers of event loops. */
  abstract IoHandlerFactory handlers();

  /** Creates an unregistered TCP channel. */
  public abstract SocketChannel stream(SocketProtocolFamily family);

  /** Creates an unregistered UDP channel. */
  public abstract DatagramChannel datagram(SocketProtocolFamily family);

  /** Makes the kernel keep the ICMP errors of a socket, if this backend can read them. */
  public void keepIcmpErrors(Channel channel, SocketProtocolFamily family) {}

  /** Returns whether {@link #keepIcmpErrors} has an effect. */
  boolean keepsIcmpErrors() {
    return false;
  }

  /** Whether a socket receives every ICMP error that proves a state. */
  public boolean receivesIcmpErrors() {
    return true;
  }

  /** Returns the file descriptor of a socket whose ICMP errors are kept; empty if they are not. */
  public OptionalInt descriptor(Channel channel) {
    return OptionalInt.empty();
  }

  /** Returns what refused the connect of a TCP channel, as far as this backend can know. */
  public Refusal refusal(Channel channel) {
    return Refusal.UNKNOWN;
  }

  /**
   * Returns the backend for a mode.
   *
   * @throws IllegalStateException if it is not available on this system
   */
  static ChannelBackend of(IoMode mode) {
    return switch (mode) {
      case NIO -> new Nio();
      case EPOLL -> EpollChannelBackend.load();
      case IO_URING -> EpollChannelBackend.loadBesideIoUring();
      case KQUEUE -> KqueueChannelBackend.load();
      case AUTO -> best();
    };
  }

  private static ChannelBackend best() {
    if (isLinux() && EpollChannelBackend.isAvailable()) {
      return EpollChannelBackend.load();
    }
    if (isMac() && KqueueChannelBackend.isAvailable()) {
      return KqueueChannelBackend.load();
    }
    if (isLinux()) {
      TransportLog.fallback("probes", "NIO", "epoll", EpollChannelBackend.unavailabilityCause());
    }
    return new Nio();
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  private static boolean isMac() {
    return System.getProperty("os.name", "").startsWith("Mac");
  }

  private static final class Nio extends ChannelBackend {
    @Override
    public IoMode mode() {
      return IoMode.NIO;
    }

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    /** The JDK does not set IP_RECVERR. */
    @Override
    public boolean receivesIcmpErrors() {
      return false;
    }

    @Override
    public SocketChannel stream(SocketProtocolFamily family) {
      return new NioSocketChannel(java.nio.channels.spi.SelectorProvider.provider(), family);
    }

    @Override
    public DatagramChannel datagram(SocketProtocolFamily family) {
      return new NioDatagramChannel(family);
    }
  }
}
