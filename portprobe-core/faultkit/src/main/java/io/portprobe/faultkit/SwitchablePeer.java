package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A TCP server on loopback whose fault can be changed while it runs: it forwards connections to a
 * real server, or holds a conversation, and delays, cuts, resets, freezes or refuses them. A fault
 * affects open connections and new ones.
 *
 * <pre>{@code
 * try (SwitchablePeer proxy = SwitchablePeer.forwardingTo(database)) {
 *   Connection connection = connect(proxy.host(), proxy.port());
 *   proxy.switchTo(TcpFault.halfOpen());
 *   assertThatThrownBy(connection::query).isInstanceOf(QueryTimeoutException.class);
 *   proxy.switchTo(TcpFault.none());
 * }
 * }</pre>
 *
 * <p>A connection that is to be forwarded to a server that refuses is accepted and closed, as by
 * docker-proxy. A reset by either side is forwarded.
 *
 * <p>A peer runs on separate daemon threads named {@code faultkit-switch-*}. Thread-safe.
 */
public final class SwitchablePeer extends ConnectionPeer {
  private static final int BACKLOG = 4096;

  private final PeerResources resources;
  private final SwitchableConnection.Service service;
  private final FaultSwitch fault = new FaultSwitch();

  // Guarded by this.
  private @Nullable ServerSocket server;

  /** Reaches zero when no thread waits for connections. Guarded by this. */
  private CountDownLatch acceptEnded = new CountDownLatch(0);

  private SwitchablePeer(
      InetSocketAddress address,
      PeerLog log,
      PeerResources resources,
      SwitchableConnection.Service service) {
    super(address, log, resources);
    this.resources = resources;
    this.service = service;
  }

  /**
   * Creates a peer that forwards each connection, on a free port of 127.0.0.1.
   *
   * @param target the address of the real server
   * @return a new peer without a fault
   * @throws UncheckedIOException if no port is available
   */
  public static SwitchablePeer forwardingTo(InetSocketAddress target) {
    return forwardingTo(Loopback.ipv4(), 0, target);
  }

  /**
   * Creates a peer that forwards each connection.
   *
   * @param address an address of this host
   * @param port 0 to 65535; 0 selects a free port
   * @param target the address of the real server
   * @return a new peer without a fault
   * @throws IllegalArgumentException if the port is out of range
   * @throws UncheckedIOException if the port is not available
   */
  public static SwitchablePeer forwardingTo(
      InetAddress address, int port, InetSocketAddress target) {
    Objects.requireNonNull(target, "target");
    return create(new InetSocketAddress(address, port), connection -> connection.forwardTo(target));
  }

  /**
   * Creates a peer that holds a conversation with each client, on a free port of 127.0.0.1.
   *
   * @param conversation the conversation, run once for each connection on a separate thread
   * @return a new peer without a fault
   * @throws UncheckedIOException if no port is available
   */
  public static SwitchablePeer serving(TcpPeer.Conversation conversation) {
    Objects.requireNonNull(conversation, "conversation");
    return create(Loopback.FREE_PORT, connection -> connection.converse(conversation));
  }

  private static SwitchablePeer create(
      InetSocketAddress address, SwitchableConnection.Service service) {
    return PeerResources.createPeer(
        address,
        resources -> {
          InetSocketAddress bound = reserve(address, resources);
          SwitchablePeer peer = new SwitchablePeer(bound, new PeerLog(), resources, service);
          peer.listen();
          return peer;
        });
  }

  /** Reserves the port for the time in which nothing listens on it, where the system can. */
  private static InetSocketAddress reserve(InetSocketAddress address, PeerResources resources)
      throws IOException {
    Socket reserved = resources.register(new Socket());
    boolean shared = reserved.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    if (shared) {
      reserved.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    reserved.bind(address);
    InetSocketAddress bound = (InetSocketAddress) reserved.getLocalSocketAddress();
    if (!shared) {
      reserved.close();
      resources.remove(reserved);
    }
    return bound;
  }

  private synchronized void listen() throws IOException {
    ServerSocket opened = resources.register(new ServerSocket());
    if (opened.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      opened.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    opened.bind(address(), BACKLOG);
    server = opened;
    CountDownLatch ended = new CountDownLatch(1);
    acceptEnded = ended;
    resources.startThread(
        "faultkit-switch-" + port(),
        () -> {
          try {
            acceptAll(opened);
          } finally {
            ended.countDown();
          }
        });
  }

  /**
   * Closes the server socket. The kernel accepts connections until the thread that waits for them
   * has noticed.
   *
   * @return reaches zero when the port refuses
   */
  private synchronized CountDownLatch stopListening() throws IOException {
    if (server != null) {
      ServerSocket closing = server;
      server = null;
      closing.close();
      resources.remove(closing);
    }
    return acceptEnded;
  }

  private static void await(CountDownLatch ended) throws InterruptedIOException {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private synchronized boolean isListening() {
    return server != null;
  }

  private synchronized boolean isListening(ServerSocket which) {
    return server == which;
  }

  private void acceptAll(ServerSocket listening) {
    try {
      while (!resources.isClosed()) {
        Socket client = resources.register(listening.accept());
        SwitchableConnection connection =
            new SwitchableConnection(client, fault, log.start(), log, resources);
        fault.add(connection);
        resources.startThread(
            "faultkit-switch-" + port() + "-" + log.started(), () -> connection.serve(service));
      }
    } catch (IOException e) {
      if (isListening(listening)) {
        log.fail(e, resources);
      }
    }
  }

  /**
   * Replaces the fault, for open connections and new ones.
   *
   * @param changed the fault from now on
   * @throws UncheckedIOException if the port is not available any more, after {@link
   *     TcpFault#refuse()} on a system that cannot reserve it
   * @throws IllegalStateException if the peer is closed
   */
  public void switchTo(TcpFault changed) {
    if (resources.isClosed()) {
      throw new IllegalStateException("peer: " + this + " is closed");
    }
    try {
      boolean refuse = changed.kind() == TcpFault.Kind.REFUSE;
      if (refuse) {
        await(stopListening());
      }
      fault.switchTo(changed);
      if (!refuse && !isListening()) {
        listen();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("peer at " + this + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the fault.
   *
   * @return the argument of the last {@link #switchTo}
   */
  public TcpFault fault() {
    return fault.current();
  }
}
