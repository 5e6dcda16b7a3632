package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The accept loop of a {@link TcpPeer}. Each connection has a separate thread. */
final class TcpListener {
  /** A handler of accepted connections. The connection is closed when it returns or throws. */
  interface ConnectionHandler {
    void handle(Socket socket, PeerLog.Recording recording) throws IOException;
  }

  private final ServerSocket server;
  private final ConnectionHandler handler;
  private final PeerLog log;
  private final PeerResources resources;

  TcpListener(
      ServerSocket server, ConnectionHandler handler, PeerLog log, PeerResources resources) {
    this.server = server;
    this.handler = handler;
    this.log = log;
    this.resources = resources;
  }

  void start() {
    resources.startThread(threadName(0), this::acceptAll);
  }

  private String threadName(int connection) {
    String name = "faultkit-tcp-" + server.getLocalPort();
    return connection == 0 ? name : name + "-" + connection;
  }

  private void acceptAll() {
    try {
      for (int connection = 1; !resources.isClosed(); connection++) {
        Socket socket = resources.register(server.accept());
        // Recorded on this thread: recordings are in the order of acceptance.
        PeerLog.Recording recording = log.start();
        resources.startThread(threadName(connection), () -> serve(socket, recording));
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void serve(Socket socket, PeerLog.Recording recording) {
    try (socket) {
      handleOrFail(socket, recording);
    } catch (IOException e) {
      fail(e);
    } finally {
      resources.remove(socket);
      log.end();
    }
  }

  /** Handles a connection. A failure is recorded before the client sees the connection close. */
  private void handleOrFail(Socket socket, PeerLog.Recording recording) {
    try {
      handleOrReset(socket, recording);
    } catch (Throwable e) { // includes the AssertionError of a script
      fail(e);
    }
  }

  private void handleOrReset(Socket socket, PeerLog.Recording recording) throws IOException {
    try {
      handler.handle(socket, recording);
    } catch (TcpPeer.ClientClosedSignal expected) {
      return;
    } catch (TcpPeer.ResetSignal requested) {
      socket.setSoLinger(true, 0);
    }
  }

  private void fail(Throwable failure) {
    log.fail(failure, resources);
  }

  static ConnectionHandler conversation(TcpPeer.Conversation conversation) {
    return (socket, recording) -> {
      conversation.run(recording.record(socket.getInputStream()), socket.getOutputStream());
      closeGracefully(socket);
    };
  }

  static ConnectionHandler startTls(
      TcpPeer.Conversation before, SSLContext context, TcpPeer.Conversation conversation) {
    return (socket, recording) -> {
      before.run(recording.record(socket.getInputStream()), socket.getOutputStream());
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
      secured.setUseClientMode(false);
      secured.startHandshake();
      conversation.run(recording.record(secured.getInputStream()), secured.getOutputStream());
      secured.shutdownOutput();
      closeGracefully(socket);
    };
  }

  /** Sends FIN and waits for that of the client, so that tests can observe when it closes. */
  private static void closeGracefully(Socket socket) {
    try {
      socket.shutdownOutput();
      drain(socket.getInputStream());
    } catch (IOException clientReset) {
      return; // a reset by the client ends the connection as well
    }
  }

  /** Reads until the client closes its side. */
  static void drain(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }
}
