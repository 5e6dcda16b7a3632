package io.portprobe.examples.lab;

import io.portprobe.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Relays TCP connections from ports of a loopback address to servers, so that these are on ports
 * that no protocol has by default.
 */
public final class Relays implements AutoCloseable {
  private static final String HOST = "127.0.0.5";
  private static final int FIRST_PORT = 20_101;

  private final List<ServerSocket> listeners = new ArrayList<>();
  private final List<Endpoint> endpoints = new ArrayList<>();

  /** Opens a port of 127.0.0.5 for each of the endpoints. */
  public Relays(List<Endpoint> targets) {
    this(HOST, targets);
  }

  /**
   * Opens a port for each of the endpoints.
   *
   * @param host a loopback address that no other test uses
   * @param targets the endpoints
   */
  public Relays(String host, List<Endpoint> targets) {
    for (Endpoint target : targets) {
      int port = FIRST_PORT + listeners.size();
      try {
        ServerSocket listener = new ServerSocket(port, 50, InetAddress.getByName(host));
        listeners.add(listener);
        endpoints.add(Endpoint.tcp(host, port));
        daemon(() -> accept(listener, target));
      } catch (IOException e) {
        close();
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the endpoints of the relays, in the order of their targets. */
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  private static void accept(ServerSocket listener, Endpoint target) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        daemon(() -> relay(client, target));
      } catch (IOException e) { // closed
        return;
      }
    }
  }

  private static void relay(Socket client, Endpoint target) {
    try (client;
        Socket server = new Socket()) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(target.host(), target.port()));
      daemon(
          () -> {
            copy(client, server);
            closeQuietly(server); // the client does not close one direction alone
          });
      copy(server, client);
    } catch (IOException e) { // either side has reset
      closeQuietly(client);
    }
  }

  private static void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) { // either side has closed
      closeQuietly(from);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    for (ServerSocket listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
