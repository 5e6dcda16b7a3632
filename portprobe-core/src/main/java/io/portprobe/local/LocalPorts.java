package io.portprobe.local;

import io.portprobe.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Ports of this host: which are free, and which process listens.
 *
 * <p>This is not a probe. A probe sends a packet and reports what a client gets, also through a
 * packet filter, a port forwarding or another network namespace. These methods look at the sockets
 * of this host (on Linux: of this network namespace) and send nothing: a port that is not free may
 * be unreachable, and a free port may be forwarded to a server elsewhere.
 *
 * <pre>{@code
 * if (!LocalPorts.isFree(8080)) {
 *   LocalPorts.whoListens(8080).forEach(System.out::println); // tcp *:8080, pid 4711 java
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class LocalPorts {
  /** Ports below this one may need a privilege. */
  private static final int FIRST_UNPRIVILEGED = 1024;

  private LocalPorts() {}

  /**
   * Returns whether a server could listen on a TCP port of all addresses of this host.
   *
   * @param port 1 to 65535
   * @return false if a socket of this host uses the port, on any address; see {@link
   *     #isFree(Transport, int)}
   * @throws IllegalArgumentException if the port is out of range
   */
  public static boolean isFree(int port) {
    return isFree(Transport.TCP, port);
  }

  /**
   * Returns whether a socket could be bound to a port on all addresses of this host. The method
   * binds one, and closes it. Another process may use the port a moment later.
   *
   * <p>If this process lacks the privilege to bind a port below 1024, the sockets that the
   * operating system lists decide, or the port is not free where it lists none. Connections of a
   * server that has ended (TIME_WAIT) do not prevent a server from listening.
   *
   * @param transport TCP or UDP
   * @param port 1 to 65535
   * @return false if a socket of this host uses the port, on any address
   * @throws IllegalArgumentException if the port is out of range
   * @throws UncheckedIOException if this process cannot open a socket
   */
  public static boolean isFree(Transport transport, int port) {
    check(transport, port);
    LocalSockets sockets = LocalSockets.now();
    // Some systems permit the wildcard address although a single address is in use.
    if (!sockets.on(transport, port).isEmpty()) {
      return false;
    }
    try {
      bind(transport, new InetSocketAddress(port)).close();
      bind(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).close();
      return true;
    } catch (BindException e) {
      return port < FIRST_UNPRIVILEGED && sockets.isListed();
    } catch (IOException e) {
      if (e instanceof SocketException && port < FIRST_UNPRIVILEGED) {
        return sockets.isListed();
      }
      throw new UncheckedIOException("port: " + port, e);
    }
  }

  /**
   * Returns a TCP port that is free. Another process may use it a moment later: if the server can
   * listen on port 0 instead and report its port, prefer that.
   *
   * @return a port of the operating system's ephemeral range
   * @throws UncheckedIOException if this process cannot open a socket, or no port is free
   */
  public static int findFree() {
    return findFree(Transport.TCP, 1).get(0);
  }

  /**
   * Returns several ports that are free at the same time. Another process may use them a moment
   * later.
   *
   * @param transport TCP or UDP
   * @param count 1 to 1000
   * @return different ports of the operating system's ephemeral range
   * @throws IllegalArgumentException if the count is out of range
   * @throws UncheckedIOException if this process cannot open the sockets, or not enough ports are
   *     free
   */
  public static List<Integer> findFree(Transport transport, int count) {
    Objects.requireNonNull(transport, "transport");
    if (count < 1 || count > 1_000) {
      throw new IllegalArgumentException("count: " + count + " (expected: 1-1000)");
    }
    List<Bound> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        open.add(bind(transport, new InetSocketAddress(0)));
      }
      return open.stream().map(Bound::port).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free " + transport.label() + " port", e);
    } finally {
      open.forEach(Bound::close);
    }
  }

  /**
   * Returns the sockets that listen on a TCP port of this host, with their processes.
   *
   * @param port 1 to 65535
   * @return an immutable list; empty if nothing listens
   * @throws IllegalArgumentException if the port is out of range
   * @throws UnsupportedOperationException if the operating system does not list its sockets; see
   *     {@link LocalSockets}
   */
  public static List<LocalSocket> whoListens(int port) {
    return whoListens(Transport.TCP, port);
  }

  /**
   * Returns the sockets that receive what is sent to a port of this host, with their processes.
   *
   * @param transport TCP or UDP
   * @param port 1 to 65535
   * @return an immutable list; empty if no socket does
   * @throws IllegalArgumentException if the port is out of range
   * @throws UnsupportedOperationException if the operating system does not list its sockets; see
   *     {@link LocalSockets}
   */
  public static List<LocalSocket> whoListens(Transport transport, int port) {
    check(transport, port);
    LocalSockets sockets = LocalSockets.now();
    if (!sockets.isListed()) {
      throw new UnsupportedOperationException(
          "whoListens: "
              + System.getProperty("os.name")
              + " (expected: a readable /proc/net/tcp, netstat on Windows, or lsof)");
    }
    return sockets.on(transport, port);
  }

  private static void check(Transport transport, int port) {
    Objects.requireNonNull(transport, "transport");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
    }
  }

  private static Bound bind(Transport transport, InetSocketAddress address) throws IOException {
    if (transport == Transport.UDP) {
      DatagramSocket socket = new DatagramSocket(address);
      return new Bound(socket.getLocalPort(), socket::close);
    }
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(address);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new Bound(socket.getLocalPort(), () -> close(socket));
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A socket that occupies a port until it is closed. */
  private record Bound(int port, Runnable closing) {
    void close() {
      closing.run();
    }
  }
}
