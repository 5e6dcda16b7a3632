package io.portprobe.faultkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * A factory of {@link TcpPeer}s on a chosen address and port, for example to give the addresses of
 * one host name different behaviours on the same port. Created by {@link TcpPeer#at(InetAddress,
 * int)}. Each method creates a peer and throws {@link UncheckedIOException} if the port is not
 * available. Immutable.
 */
public final class TcpPeerFactory {
  private static final int BACKLOG = 4096;
  private static final int GARBAGE_LENGTH = 1024;
  // Linux accepts one connection more than the backlog.
  private static final int CERTAIN_FILLERS = 2;
  private static final int MAX_FILLERS = 64;
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

  /**
   * The time after which a further connection is taken for one that the full backlog delays. Linux
   * completes a handshake over loopback within the call of connect(), so it does not depend on
   * this.
   */
  private static final Duration FULL_TIMEOUT = Duration.ofMillis(20);

  private final InetSocketAddress address;

  TcpPeerFactory(InetSocketAddress address) {
    this.address = address;
  }

  static TcpPeerFactory loopback() {
    return new TcpPeerFactory(Loopback.FREE_PORT);
  }

  /**
   * Creates a peer as {@link TcpPeer#refusing()} does.
   *
   * @return a new peer
   */
  public TcpPeer refusing() {
    return PeerResources.createPeer(
        address,
        resources -> {
          // Bound but not listening: the port is reserved, and the kernel sends RST.
          Socket reserved = resources.register(new Socket());
          reserved.bind(address);
          return peer(reserved.getLocalSocketAddress(), new PeerLog(), resources);
        });
  }

  /**
   * Creates a peer as {@link TcpPeer#blackHole()} does.
   *
   * @return a new peer
   */
  public TcpPeer blackHole() {
    return PeerResources.createPeer(
        address,
        resources -> {
          ServerSocket server = resources.register(new ServerSocket());
          server.bind(address, 1);
          fillBacklog(server.getLocalSocketAddress(), resources);
          return peer(server.getLocalSocketAddress(), new PeerLog(), resources);
        });
  }

  private static void fillBacklog(SocketAddress server, PeerResources resources)
      throws IOException {
    for (int i = 0; i < MAX_FILLERS; i++) {
      Socket filler = resources.register(new Socket());
      Duration timeout = i < CERTAIN_FILLERS ? HANDSHAKE_TIMEOUT : FULL_TIMEOUT;
      try {
        filler.connect(server, (int) timeout.toMillis());
      } catch (SocketTimeoutException full) {
        filler.close();
        resources.remove(filler);
        return;
      }
    }
    throw new IOException("backlog is not full after " + MAX_FILLERS + " connections");
  }

  /**
   * Creates a peer as {@link TcpPeer#silent()} does.
   *
   * @return a new peer
   */
  public TcpPeer silent() {
    return serving((in, out) -> TcpListener.drain(in));
  }

  /**
   * Creates a peer as {@link TcpPeer#closing()} does.
   *
   * @return a new peer
   */
  public TcpPeer closing() {
    return listen((socket, recording) -> {});
  }

  /**
   * Creates a peer as {@link TcpPeer#resetting()} does.
   *
   * @return a new peer
   */
  public TcpPeer resetting() {
    return listen(
        (socket, recording) -> {
          throw TcpPeer.reset();
        });
  }

  /**
   * Creates a peer as {@link TcpPeer#resettingAfter(byte[])} does.
   *
   * @param part the part of a response that is sent; copied
   * @return a new peer
   */
  public TcpPeer resettingAfter(byte[] part) {
    return serving(Script.expectAnything().reply(part).thenReset());
  }

  /**
   * Creates a peer as {@link TcpPeer#dripping(byte[], Duration)} does.
   *
   * @param response the bytes, at least one; copied
   * @param interval the time between two bytes, more than zero
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes, or the interval is not positive
   */
  public TcpPeer dripping(byte[] response, Duration interval) {
    return serving(Script.builder().drip(response, interval).thenSilence());
  }

  /**
   * Creates a peer as {@link TcpPeer#flooding(byte[])} does.
   *
   * @param bytes the bytes that are repeated, at least one; copied
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes
   */
  public TcpPeer flooding(byte[] bytes) {
    return serving(Script.builder().thenFlood(bytes));
  }

  /**
   * Creates a peer as {@link TcpPeer#garbage(long)} does.
   *
   * @param seed the seed of the bytes
   * @return a new peer
   */
  public TcpPeer garbage(long seed) {
    return serving(Script.builder().garbage(GARBAGE_LENGTH, seed).thenSilence());
  }

  /**
   * Creates a peer as {@link TcpPeer#late(Duration, TcpPeer.Conversation)} does.
   *
   * @param delay the time before the conversation starts, more than zero
   * @param conversation the conversation
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not positive
   */
  public TcpPeer late(Duration delay, TcpPeer.Conversation conversation) {
    return serving(Script.builder().pause(delay).then(conversation).thenClose());
  }

  /**
   * Creates a peer as {@link TcpPeer#serving(TcpPeer.Conversation)} does.
   *
   * @param conversation the conversation, run once for each connection on a separate thread
   * @return a new peer
   */
  public TcpPeer serving(TcpPeer.Conversation conversation) {
    Objects.requireNonNull(conversation, "conversation");
    return listen(TcpListener.conversation(conversation));
  }

  /**
   * Creates a peer as {@link TcpPeer#tls(SSLContext, TcpPeer.Conversation)} does.
   *
   * @param context the peer's identity
   * @param conversation the conversation inside TLS
   * @return a new peer
   */
  public TcpPeer tls(SSLContext context, TcpPeer.Conversation conversation) {
    return startTls((in, out) -> {}, context, conversation);
  }

  /**
   * Creates a peer as {@link TcpPeer#startTls} does.
   *
   * @param before the conversation in clear text
   * @param context the peer's identity
   * @param conversation the conversation inside TLS
   * @return a new peer
   */
  public TcpPeer startTls(
      TcpPeer.Conversation before, SSLContext context, TcpPeer.Conversation conversation) {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(conversation, "conversation");
    return listen(TcpListener.startTls(before, context, conversation));
  }

  private TcpPeer listen(TcpListener.ConnectionHandler handler) {
    return PeerResources.createPeer(
        address,
        resources -> {
          ServerSocket server = resources.register(new ServerSocket());
          server.bind(address, BACKLOG);
          PeerLog log = new PeerLog();
          new TcpListener(server, handler, log, resources).start();
          return peer(server.getLocalSocketAddress(), log, resources);
        });
  }

  private static TcpPeer peer(SocketAddress address, PeerLog log, PeerResources resources) {
    return new TcpPeer((InetSocketAddress) address, log, resources);
  }

  /**
   * Returns the address and port of the peers.
   *
   * @return for example {@code "127.0.0.1:0"}, with port 0 for a free port
   */
  @Override
  public String toString() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
