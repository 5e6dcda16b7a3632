package io.portprobe.examples.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of this host whose thread accepts connections and closes them. */
final class AcceptingPort implements AutoCloseable {
  private final ServerSocket server;

  private AcceptingPort(ServerSocket server) {
    this.server = server;
  }

  static AcceptingPort open() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    AcceptingPort port = new AcceptingPort(new ServerSocket(0, 4_096, loopback));
    Thread accepting = new Thread(port::accept, "accepting");
    accepting.setDaemon(true);
    accepting.start();
    return port;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        server.accept().close();
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new IllegalStateException("cannot accept", e);
        }
      }
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
