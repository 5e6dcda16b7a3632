package io.portprobe.internal.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.io.InboundHandler;
import io.portprobe.internal.net.Datagrams;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A second UDP socket on the local port of a probe, for replies from other ports of the probed
 * address. The kernel delivers datagrams of the probed port to the first socket, which is connected
 * and receives the ICMP errors. Datagrams of other addresses are dropped. Confined to the event
 * loop.
 */
final class AnyPortSocket {
  private final InetAddress peer;
  private final BiConsumer<InetSocketAddress, ByteBuf> receiver;
  private @Nullable Channel channel;

  /**
   * Creates the socket, unopened.
   *
   * @param peer the only address whose datagrams are received
   * @param receiver receives the sender and the datagram, which is valid only during the call
   */
  AnyPortSocket(InetAddress peer, BiConsumer<InetSocketAddress, ByteBuf> receiver) {
    this.peer = peer;
    this.receiver = receiver;
  }

  /**
   * Opens the socket.
   *
   * @param local the local address of the first socket, which has SO_REUSEADDR
   * @param opened receives null, or why the socket was not opened
   */
  void open(
      ChannelBackend backend,
      EventLoop loop,
      InetSocketAddress local,
      Consumer<@Nullable Throwable> opened) {
    DatagramChannel created;
    try {
      created =
          backend.datagram(
              peer instanceof Inet4Address
                  ? SocketProtocolFamily.INET
                  : SocketProtocolFamily.INET6);
    } catch (RuntimeException e) { // Netty wraps the error of socket(2)
      opened.accept(e);
      return;
    }
    channel = created;
    created.config().setReuseAddress(true);
    created.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(2 * Datagrams.LARGEST));
    created.pipeline().addLast(new Receiver());
    loop.register(created)
        .addListener(
            (ChannelFutureListener)
                registered -> {
                  if (registered.isSuccess()) {
                    created
                        .bind(local)
                        .addListener((ChannelFuture bound) -> opened.accept(bound.cause()));
                  } else {
                    opened.accept(registered.cause());
                  }
                });
  }

  /** Returns the channel; null before {@link #open}. */
  @Nullable Channel channel() {
    return channel;
  }

  void close() {
    Channel open = channel;
    if (open != null && open.isRegistered()) {
      open.unsafe().close(open.voidPromise());
    }
  }

  /** Receives datagrams. */
  private final class Receiver extends InboundHandler {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        DatagramPacket packet = (DatagramPacket) message;
        InetSocketAddress sender = packet.sender();
        if (peer.equals(sender.getAddress())) {
          receiver.accept(sender, packet.content());
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // An ICMP error of a datagram to another port proves nothing about the probed port.
    }
  }
}
