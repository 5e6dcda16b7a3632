package io.portprobe.protocols;

import io.portprobe.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server on a loopback port that controls the sockets of its connections itself. */
final class SocketServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  /** Handles one connection on a separate thread. The client may close it at any time. */
  private interface Handler {
    void handle(Socket connection) throws IOException;
  }

  private final ServerSocket listener;

  private SocketServer(ServerSocket listener, Handler handler) {
    this.listener = listener;
    daemon(() -> accept(handler));
  }

  /** Returns a server that sends bytes and closes its direction of the connection. */
  static SocketServer closingItsDirectionAfter(byte[] bytes) throws IOException {
    return new SocketServer(
        new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
        connection -> {
          connection.getOutputStream().write(bytes);
          connection.shutdownOutput();
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
  }

  /** Returns a server that ends the handshake of a client without a certificate. */
  static SocketServer requiringACertificate(SSLContext identity, String tlsVersion)
      throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            identity
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(true);
    listener.setEnabledProtocols(new String[] {tlsVersion});
    return new SocketServer(
        listener,
        connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  Endpoint endpoint() {
    return Endpoint.tcp(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
  }

  private void accept(Handler handler) {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        daemon(() -> handle(connection, handler));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void handle(Socket connection, Handler handler) {
    try (connection) {
      handler.handle(connection);
    } catch (IOException endOfConnection) { // by the client, or a failed handshake
      return;
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "socket server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
