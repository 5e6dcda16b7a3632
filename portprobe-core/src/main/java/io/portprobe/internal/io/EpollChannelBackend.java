package io.portprobe.internal.io;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
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
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUring;
import io.portprobe.internal.net.Datagrams;
import java.util.OptionalInt;

/** Linux epoll. */
final class EpollChannelBackend extends ChannelBackend {
  // From linux/in.h and linux/in6.h; Netty has no names for them.
  private static final ChannelOption<Integer> IP_RECVERR =
      new IntegerUnixChannelOption("IP_RECVERR", 0, 11);
  private static final ChannelOption<Integer> IPV6_RECVERR =
      new IntegerUnixChannelOption("IPV6_RECVERR", 41, 25);

  private EpollChannelBackend() {}

  static boolean isAvailable() {
    return Epoll.isAvailable();
  }

  static boolean fits(IoEventLoopGroup loops) {
    return loops.isIoType(EpollIoHandler.class);
  }

  static EpollChannelBackend load() {
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException(
          "ioMode: EPOLL (expected: one that loads here)", Epoll.unavailabilityCause());
    }
    return new EpollChannelBackend();
  }

  /** For a client that asks for io_uring: that is for its sweeps, its channels are on epoll. */
  static EpollChannelBackend loadBesideIoUring() {
    if (!IoUring.isAvailable()) {
      throw new IllegalStateException(
          "ioMode: IO_URING (expected: one that loads here)", IoUring.unavailabilityCause());
    }
    return load();
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
    // With room for two datagrams Netty reads by recvmmsg, which alone sees empty datagrams.
    channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, Datagrams.LARGEST);
    return channel;
  }

  @Override
  public void keepIcmpErrors(Channel channel, SocketProtocolFamily family) {
    channel.config().setOption(family == SocketProtocolFamily.INET ? IP_RECVERR : IPV6_RECVERR, 1);
  }

  @Override
  public OptionalInt descriptor(Channel channel) {
    return channel.isOpen()
        ? OptionalInt.of(((UnixChannel) channel).fd().intValue())
        : OptionalInt.empty();
  }
}
