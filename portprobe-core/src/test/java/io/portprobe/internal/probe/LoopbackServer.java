package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.internal.io.ClientEventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/** An open port on loopback, and the event loop of a client that connects to it. */
final class LoopbackServer {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);
  final EventLoop loop = loops.next();
  private final ServerSocket server;

  LoopbackServer() throws IOException {
    server = new ServerSocket(0, 50, LOOPBACK);
  }

  InetSocketAddress address() {
    return address(server.getLocalPort());
  }

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(LOOPBACK, port);
  }

  /** Returns the number of a port on which nothing listens. */
  static int closedPort() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
      return closed.getLocalPort();
    }
  }

  /** Runs a task on the event loop, and waits for its end. */
  void onLoop(Runnable task) throws Exception {
    loop.submit(task).get(60, TimeUnit.SECONDS);
  }

  /** Closes the port, and stops the event loop. */
  void close() throws Exception {
    server.close();
    loops.close().get(60, TimeUnit.SECONDS);
  }
}
