package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * A TCP server on loopback with a chosen behaviour: it refuses connections, never sends, closes,
 * resets, or holds a {@link Conversation}, for example a {@link Script}. The static factories use a
 * free port of 127.0.0.1. {@link #at(InetAddress, int)} selects another address or port.
 *
 * <pre>{@code
 * try (TcpPeer peer = TcpPeer.serving(Script.expect(ping).reply(pong).thenClose())) {
 *   new MyRedisClient(peer.host(), peer.port()).ping();
 *   assertThat(peer.failures()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Each factory method throws {@link java.io.UncheckedIOException} if the port is not available.
 * A peer runs on separate daemon threads named {@code faultkit-tcp-*}. Thread-safe.
 */
public final class TcpPeer extends ConnectionPeer {
  TcpPeer(InetSocketAddress address, PeerLog log, PeerResources resources) {
    super(address, log, resources);
  }

  /** The server's side of one connection. Each connection has a separate thread. */
  @FunctionalInterface
  public interface Conversation {
    /**
     * Exchanges data with one client. When this method returns, the peer closes its side of the
     * stream, reads until the client closes the other side, and closes the connection. When it
     * throws, the peer closes the connection at once and adds the exception to {@link
     * TcpPeer#failures()}, except for those of {@link TcpPeer#reset()} and {@link
     * TcpPeer#clientClosed()}. {@link TcpPeer#close()} closes both streams and interrupts the
     * thread.
     *
     * @param in the data that the client sends; unbuffered
     * @param out the data for the client; unbuffered
     * @throws IOException if the client closed the connection, or for any reason of the
     *     implementation
     */
    void run(InputStream in, OutputStream out) throws IOException;
  }

  /**
   * Selects the address and port of a peer.
   *
   * @param address an address of this host
   * @param port 0 to 65535; 0 selects a free port
   * @return a factory of peers
   * @throws IllegalArgumentException if the port is out of range
   */
  public static TcpPeerFactory at(InetAddress address, int port) {
    return new TcpPeerFactory(new InetSocketAddress(address, port));
  }

  /**
   * Creates a peer that refuses connections: its port is reserved, and the kernel answers a SYN
   * with an RST.
   *
   * @return a new peer
   */
  public static TcpPeer refusing() {
    return TcpPeerFactory.loopback().refusing();
  }

  /**
   * Creates a peer that does not answer SYN, because its backlog is full. This works on Linux;
   * other systems may refuse the connection.
   *
   * @return a new peer
   */
  public static TcpPeer blackHole() {
    return TcpPeerFactory.loopback().blackHole();
  }

  /**
   * Creates a peer that accepts connections, reads, and never sends.
   *
   * @return a new peer
   */
  public static TcpPeer silent() {
    return TcpPeerFactory.loopback().silent();
  }

  /**
   * Creates a peer that accepts connections and closes them at once, like a server that crashes. A
   * client that has sent data receives a reset; any other client receives the end of the stream.
   * For a close that is never a reset, use {@link #serving} with a conversation that returns at
   * once.
   *
   * @return a new peer
   */
  public static TcpPeer closing() {
    return TcpPeerFactory.loopback().closing();
  }

  /**
   * Creates a peer that accepts connections and resets them at once ({@code SO_LINGER} 0).
   *
   * @return a new peer
   */
  public static TcpPeer resetting() {
    return TcpPeerFactory.loopback().resetting();
  }

  /**
   * Creates a peer that waits for at least one byte, sends part of a response and resets the
   * connection.
   *
   * @param part the part that is sent; copied
   * @return a new peer
   */
  public static TcpPeer resettingAfter(byte[] part) {
    return TcpPeerFactory.loopback().resettingAfter(part);
  }

  /**
   * Creates a peer that sends one byte at a time without a request: the first at once, each further
   * one after the interval. Afterwards it is silent. A client that closes early is no failure.
   *
   * @param response the bytes, at least one; copied
   * @param interval the time between two bytes, more than zero
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes, or the interval is not positive
   */
  public static TcpPeer dripping(byte[] response, Duration interval) {
    return TcpPeerFactory.loopback().dripping(response, interval);
  }

  /**
   * Creates a peer that sends without a request and without end, as fast as the client reads, until
   * the client closes the connection.
   *
   * @param bytes the bytes that are repeated, at least one; copied
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes
   */
  public static TcpPeer flooding(byte[] bytes) {
    return TcpPeerFactory.loopback().flooding(bytes);
  }

  /**
   * Creates a peer that sends 1024 random bytes without a request and is silent afterwards.
   *
   * @param seed the seed of the bytes; equal seeds give equal bytes
   * @return a new peer
   */
  public static TcpPeer garbage(long seed) {
    return TcpPeerFactory.loopback().garbage(seed);
  }

  /**
   * Creates a peer that accepts connections at once and starts its conversation later.
   *
   * @param delay the time before the conversation starts, more than zero
   * @param conversation the conversation; a client that closes before it starts is no failure
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not positive
   */
  public static TcpPeer late(Duration delay, Conversation conversation) {
    return TcpPeerFactory.loopback().late(delay, conversation);
  }

  /**
   * Creates a peer that holds a conversation with each client.
   *
   * @param conversation the conversation, run once for each connection on a separate thread
   * @return a new peer
   */
  public static TcpPeer serving(Conversation conversation) {
    return TcpPeerFactory.loopback().serving(conversation);
  }

  /**
   * Creates a peer whose connections start with a TLS handshake.
   *
   * @param context the peer's identity
   * @param conversation the conversation inside TLS; a failed handshake is one of the {@link
   *     #failures()}
   * @return a new peer
   */
  public static TcpPeer tls(SSLContext context, Conversation conversation) {
    return TcpPeerFactory.loopback().tls(context, conversation);
  }

  /**
   * Creates a peer that starts TLS after a conversation in clear text.
   *
   * @param before the conversation in clear text; the TLS handshake starts when it returns
   * @param context the peer's identity
   * @param conversation the conversation inside TLS; a failed handshake is one of the {@link
   *     #failures()}
   * @return a new peer
   */
  public static TcpPeer startTls(
      Conversation before, SSLContext context, Conversation conversation) {
    return TcpPeerFactory.loopback().startTls(before, context, conversation);
  }

  /**
   * Returns an exception with which a {@link Conversation} reports that the client closed the
   * connection as expected. It is not added to {@link #failures()}.
   *
   * @return a new exception
   */
  public static IOException clientClosed() {
    return new ClientClosedSignal();
  }

  /**
   * Returns an exception with which a {@link Conversation} makes the peer reset the connection
   * ({@code SO_LINGER} 0). It is not added to {@link #failures()}.
   *
   * @return a new exception
   */
  public static IOException reset() {
    return new ResetSignal();
  }

  static final class ResetSignal extends IOException {
    private static final long serialVersionUID = 1L;

    ResetSignal() {
      super("the conversation requested a reset of the connection");
    }
  }

  static final class ClientClosedSignal extends IOException {
    private static final long serialVersionUID = 1L;

    ClientClosedSignal() {
      super("the client closed the connection as expected");
    }
  }
}
