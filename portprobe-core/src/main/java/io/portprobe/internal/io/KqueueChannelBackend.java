package io.portprobe.internal.io;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.IoMode;

/** Channels for kqueue, on macOS and BSD. */
final class KqueueChannelBackend extends ChannelBackend {
  private KqueueChannelBackend() {}

  static boolean isAvailable() {
    return KQueue.isAvailable();
  }

  static KqueueChannelBackend load() {
    if (!KQueue.isAvailable()) {
      throw new IllegalStateException(
          "ioMode: KQUEUE is not available on this system", KQueue.unavailabilityCause());
    }
    return new KqueueChannelBackend();
  }

  @Override
  public IoMode mode() {
    return IoMode.KQUEUE;
  }

  @Override
  IoHandlerFactory handlers() {
    return KQueueIoHandler.newFactory();
  }

  @Override
  public SocketChannel stream(SocketProtocolFamily family) {
    return new KQueueSocketChannel(family);
  }

  @Override
  public DatagramChannel datagram(SocketProtocolFamily family) {
    return new KQueueDatagramChannel(family);
  }
}
