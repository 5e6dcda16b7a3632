package io.portprobe.internal;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;

/** macOS and BSD kqueue. */
final class KqueueBackend extends IoBackend {
  private KqueueBackend() {}

  static boolean isAvailable() {
    return KQueue.isAvailable();
  }

  static boolean fits(IoEventLoopGroup loops) {
    return loops.isIoType(KQueueIoHandler.class);
  }

  static KqueueBackend load() {
    if (!KQueue.isAvailable()) {
      throw new IllegalStateException(
          "ioMode: KQUEUE (expected: one that loads here)", KQueue.unavailabilityCause());
    }
    return new KqueueBackend();
  }

  @Override
  IoHandlerFactory handlers() {
    return KQueueIoHandler.newFactory();
  }

  @Override
  SocketChannel stream(SocketProtocolFamily family) {
    return new KQueueSocketChannel(family);
  }

  @Override
  DatagramChannel datagram(SocketProtocolFamily family) {
    return new KQueueDatagramChannel(family);
  }
}
