package io.portprobe.internal.io;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.portprobe.IoMode;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.internal.net.LinuxConstants;
import io.portprobe.internal.net.Refusal;
import java.util.OptionalInt;

/** Channels for epoll, on Linux. */
final class EpollChannelBackend extends ChannelBackend {
  private static final ChannelOption<Integer> KEEP_ICMP_ERRORS =
      new IntegerUnixChannelOption(
          "IP_RECVERR", LinuxConstants.IPPROTO_IP, LinuxConstants.IP_RECVERR);
  private static final ChannelOption<Integer> KEEP_ICMPV6_ERRORS =
      new IntegerUnixChannelOption(
          "IPV6_RECVERR", LinuxConstants.IPPROTO_IPV6, LinuxConstants.IPV6_RECVERR);

  private EpollChannelBackend() {}

  static boolean isAvailable() {
    return Epoll.isAvailable();
  }

  static Throwable unavailabilityCause() {
    return Epoll.unavailabilityCause();
  }

  static EpollChannelBackend load() {
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException(
          "ioMode: EPOLL is not available on this system", Epoll.unavailabilityCause());
    }
    return new EpollChannelBackend();
  }

  /**
   * Returns the backend of a client with {@code IO_URING}: its sweeps use io_uring, its channels
   * epoll.
   */
  static EpollChannelBackend loadBesideIoUring() {
    if (!IoUringSupport.isAvailable()) {
      throw new IllegalStateException(
          "ioMode: IO_URING is not available on this system", IoUringSupport.unavailabilityCause());
    }
    return load();
  }

  @Override
  public IoMode mode() {
    return IoMode.EPOLL;
  }

  @Override
  IoHandlerFactory handlers() {
    return EpollIoHandler.newFactory();
  }

  @Override
  public SocketChannel stream(SocketProtocolFamily family) {
    return new EpollSocketChannel(family);
  }

  @Override
  public DatagramChannel datagram(SocketProtocolFamily family) {
    EpollDatagramChannel channel = new EpollDatagramChannel(family);
    // With room for two datagrams Netty calls recvmmsg(2), which also returns empty datagrams.
    channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, Datagrams.LARGEST);
    return channel;
  }

  @Override
  public void keepIcmpErrors(Channel channel, SocketProtocolFamily family) {
    channel
        .config()
        .setOption(family == SocketProtocolFamily.INET ? KEEP_ICMP_ERRORS : KEEP_ICMPV6_ERRORS, 1);
  }

  @Override
  boolean keepsIcmpErrors() {
    return true;
  }

  @Override
  public OptionalInt descriptor(Channel channel) {
    return channel.isOpen()
        ? OptionalInt.of(((UnixChannel) channel).fd().intValue())
        : OptionalInt.empty();
  }

  @Override
  public Refusal refusal(Channel channel) {
    return channel.isOpen() && ((UnixChannel) channel).fd() instanceof Socket socket
        ? Refusal.of(socket, Refusal.newMemory())
        : Refusal.UNKNOWN;
  }
}
