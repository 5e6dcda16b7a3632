package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Accepts the connections of a {@link TcpPeer} and gives each a thread. */
final class TcpListener {
  /** What is done with an accepted connection; it is closed afterwards. */
  interface ConnectionHandler {
    void handle(Socket socket, PeerLog.Recording hearing) throws IOException;
  }

  private final ServerSocket server;
  private final ConnectionHandler treatment;
  private final PeerLog ledger;
  private final PeerResources belongings;

  TcpListener(
      ServerSocket server, ConnectionHandler treatment, PeerLog ledger, PeerResources belongings) {
    this.server = server;
    this.treatment = treatment;
    this.ledger = ledger;
    this.belongings = belongings;
  }

  void start() {
    belongings.run(threadName(0), this::acceptAll);
  }

  private String threadName(int connection) {
    String name = "faultkit-tcp-" + server.getLocalPort();
    return connection == 0 ? name : name + "-" + connection;
  }

  private void acceptAll() {
    try {
      for (int connection = 1; !belongings.closed(); connection++) {
        Socket socket = belongings.keep(server.accept());
        PeerLog.Recording hearing = ledger.begin(); // here, so that they are kept in their order
        belongings.run(threadName(connection), () -> serve(socket, hearing));
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void serve(Socket socket, PeerLog.Recording hearing) {
    try (socket) {
      treatOrFail(socket, hearing);
    } catch (IOException e) {
      fail(e);
    } finally {
      belongings.forget(socket);
      ledger.end();
    }
  }

  /** What went wrong is known before the client can see that the connection is closed. */
  private void treatOrFail(Socket socket, PeerLog.Recording hearing) {
    try {
      treatOrReset(socket, hearing);
    } catch (Throwable e) { // an AssertionError of a script, too
      fail(e);
    }
  }

  private void treatOrReset(Socket socket, PeerLog.Recording hearing) throws IOException {
    try {
      treatment.handle(socket, hearing);
    } catch (TcpPeer.ClientClosedSignal e) {
      return; // closed by who asked, which ends it
    } catch (TcpPeer.ResetSignal e) {
      socket.setSoLinger(true, 0);
    }
  }

  private void fail(Throwable failure) {
    ledger.fail(failure, belongings);
  }

  static ConnectionHandler talking(TcpPeer.Conversation conversation) {
    return (socket, hearing) -> {
      conversation.run(hearing.of(socket.getInputStream()), socket.getOutputStream());
      sayGoodbye(socket);
    };
  }

  static ConnectionHandler startingTls(
      TcpPeer.Conversation before, SSLContext context, TcpPeer.Conversation conversation) {
    return (socket, hearing) -> {
      before.run(hearing.of(socket.getInputStream()), socket.getOutputStream());
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
      secured.setUseClientMode(false);
      secured.startHandshake();
      conversation.run(hearing.of(secured.getInputStream()), secured.getOutputStream());
      secured.shutdownOutput();
      sayGoodbye(socket);
    };
  }

  /**
   * Ends this side and waits for the client to end the other, which is how tests see that it did.
   */
  private static void sayGoodbye(Socket socket) {
    try {
      socket.shutdownOutput();
      drain(socket.getInputStream());
    } catch (IOException e) {
      // The client reset the connection: that ends it as well.
      return;
    }
  }

  /** Reads until the client ends its side. */
  static void drain(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }
}
