package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A TCP port on loopback that behaves, or misbehaves, as a test wants it: it refuses, says nothing,
 * hangs up, resets, or talks. The static factories take a free port of 127.0.0.1; {@link
 * #at(InetAddress, int)} chooses another place. What a {@link Script} tells line by line is a
 * conversation, too.
 *
 * <pre>{@code
 * try (TcpPeer peer = TcpPeer.talking(Script.expect(ping).reply(pong).thenClose())) {
 *   new MyRedisClient(peer.host(), peer.port()).ping();
 *   assertThat(peer.failures()).isEmpty();
 * }
 * }</pre>
 *
 * <p>It needs nothing else of this library: whatever opens sockets can be tested with it. Waiting,
 * where there is any, is the peer's, on threads of its own: daemons named {@code faultkit-tcp-*}.
 * Safe for use by several threads at once.
 */
public final class TcpPeer implements Peer {
  private final InetSocketAddress address;
  private final PeerLog ledger;
  private final PeerResources belongings;

  TcpPeer(InetSocketAddress address, PeerLog ledger, PeerResources belongings) {
    this.address = address;
    this.ledger = ledger;
    this.belongings = belongings;
  }

  /** What a peer does with one connection, on a thread of its own. */
  @FunctionalInterface
  public interface Conversation {
    /**
     * Holds the conversation. When it returns, the peer ends its side of the stream, reads on until
     * the client ends the other, and closes. When it throws, the peer closes at once and keeps what
     * was thrown for {@link TcpPeer#failures()}; {@link TcpPeer#reset()} and {@link
     * TcpPeer#clientClosed()} are the exceptions. When the peer is closed, the streams are, and the
     * thread is interrupted.
     *
     * @param in what the client sends; unbuffered
     * @param out what the client gets; unbuffered
     * @throws IOException if the client hung up, or as the conversation likes
     */
    void run(InputStream in, OutputStream out) throws IOException;
  }

  /**
   * Chooses where a peer is.
   *
   * @param address an address of this machine
   * @param port 0 to 65535; 0 for a free one
   * @return where the peer's factories are found again
   * @throws IllegalArgumentException if the port is out of range
   */
  public static TcpPeerFactory at(InetAddress address, int port) {
    return new TcpPeerFactory(new InetSocketAddress(address, port));
  }

  /**
   * A port that is taken, so that nobody else gets it, and answers every SYN with RST.
   *
   * @return a new peer
   */
  public static TcpPeer refusing() {
    return TcpPeerFactory.loopback().refusing();
  }

  /**
   * A port that answers no SYN, by a full backlog. So it is on Linux; other systems may refuse.
   *
   * @return a new peer
   */
  public static TcpPeer blackHole() {
    return TcpPeerFactory.loopback().blackHole();
  }

  /**
   * A port that accepts, reads, and never says a word.
   *
   * @return a new peer
   */
  public static TcpPeer silent() {
    return TcpPeerFactory.loopback().silent();
  }

  /**
   * A port that accepts and closes at once, as a server does that crashes: the stream ends for a
   * client that listens, and is reset for one that said something. Where it is to end in any case,
   * take a {@linkplain #serving conversation} that returns at once: that waits for the client to
   * close, too.
   *
   * @return a new peer
   */
  public static TcpPeer closing() {
    return TcpPeerFactory.loopback().closing();
  }

  /**
   * A port that accepts and resets at once ({@code SO_LINGER} 0).
   *
   * @return a new peer
   */
  public static TcpPeer resetting() {
    return TcpPeerFactory.loopback().resetting();
  }

  /**
   * A port that breaks off: it waits until the client says something, answers with these bytes, and
   * resets the connection.
   *
   * @param part the beginning of an answer; copied
   * @return a new peer
   */
  public static TcpPeer resettingAfter(byte[] part) {
    return TcpPeerFactory.loopback().resettingAfter(part);
  }

  /**
   * A port that speaks a byte at a time, unasked: the first at once, and each further one after the
   * interval. Then it says no more. A client that gives up before the end is no failure.
   *
   * @param answer what it says, at least one byte; copied
   * @param interval between two bytes, more than zero
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes, or no time between them
   */
  public static TcpPeer dripping(byte[] answer, Duration interval) {
    return TcpPeerFactory.loopback().dripping(answer, interval);
  }

  /**
   * A port that speaks without end, unasked and as fast as the client reads, until that closes.
   *
   * @param bytes what is repeated, at least one byte; copied
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes
   */
  public static TcpPeer flooding(byte[] bytes) {
    return TcpPeerFactory.loopback().flooding(bytes);
  }

  /**
   * A port that says 1024 random bytes, unasked, and then no more.
   *
   * @param seed of the bytes: the same seed gives the same ones
   * @return a new peer
   */
  public static TcpPeer garbage(long seed) {
    return TcpPeerFactory.loopback().garbage(seed);
  }

  /**
   * A port that accepts at once and talks later.
   *
   * @param delay how long it does nothing, more than zero
   * @param conversation held then; a client that has given up by then is no failure
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not more than zero
   */
  public static TcpPeer late(Duration delay, Conversation conversation) {
    return TcpPeerFactory.loopback().late(delay, conversation);
  }

  /**
   * A port that holds a conversation with every client.
   *
   * @param conversation called for each connection on a thread of its own
   * @return a new peer
   */
  public static TcpPeer serving(Conversation conversation) {
    return TcpPeerFactory.loopback().serving(conversation);
  }

  /**
   * A port where TLS comes first.
   *
   * @param context the peer's identity
   * @param conversation held inside TLS; a failed handshake is among the {@link #failures()}
   * @return a new peer
   */
  public static TcpPeer tls(SSLContext context, Conversation conversation) {
    return TcpPeerFactory.loopback().tls(context, conversation);
  }

  /**
   * A port where the peers first agree to start TLS.
   *
   * @param before held in the clear; TLS starts when it returns
   * @param context the peer's identity
   * @param conversation held inside TLS; a failed handshake is among the {@link #failures()}
   * @return a new peer
   */
  public static TcpPeer startTls(
      Conversation before, SSLContext context, Conversation conversation) {
    return TcpPeerFactory.loopback().startTls(before, context, conversation);
  }

  /**
   * What a {@link Conversation} throws to end the connection because the client hung up, as it was
   * meant to. It is not a failure.
   *
   * @return a new exception
   */
  public static IOException clientClosed() {
    return new ClientClosedSignal();
  }

  /**
   * What a {@link Conversation} throws to end the connection with RST ({@code SO_LINGER} 0). It is
   * not a failure.
   *
   * @return a new exception
   */
  public static IOException reset() {
    return new ResetSignal();
  }

  /**
   * The address as a literal.
   *
   * @return for example {@code "127.0.0.1"}
   */
  @Override
  public String host() {
    return address.getAddress().getHostAddress();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  @Override
  public int port() {
    return address.getPort();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  @Override
  public InetSocketAddress address() {
    return address;
  }

  /**
   * How many connections were accepted so far. A client may believe itself connected a moment
   * before they are.
   *
   * @return 0 or more; always 0 for {@link #refusing()} and {@link #blackHole()}
   */
  public int connections() {
    return ledger.begun();
  }

  /**
   * What clients sent so far, as far as conversations read it: inside TLS what was said there.
   *
   * @return for each connection, in the order they were accepted, the first 1 MiB; copies
   */
  public List<byte[]> received() {
    return ledger.received();
  }

  /**
   * Waits until connections were accepted.
   *
   * @param count how many, in all
   * @param timeout how long to wait at most
   * @return false if there were fewer when the time was up
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitConnections(int count, Duration timeout) throws InterruptedException {
    return ledger.awaitBegun(count, timeout);
  }

  /**
   * Waits until at least one connection was accepted and every accepted one is over: the client
   * closed it, or the peer tore it down ({@link #closing()}, {@link #resetting()}, a conversation
   * that threw).
   *
   * @param timeout how long to wait at most
   * @return false if one was still open, or none had come, when the time was up
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitClosed(Duration timeout) throws InterruptedException {
    return ledger.awaitEnded(timeout);
  }

  /**
   * What conversations and TLS handshakes threw, a client's hanging up in the middle included. What
   * they throw because of {@link #close()} is not kept.
   *
   * @return the failures so far, oldest first
   */
  @Override
  public List<Throwable> failures() {
    return ledger.failures();
  }

  /**
   * Closes the port and every connection, and waits for every thread of the peer. May be called
   * again.
   *
   * @throws IllegalStateException if a conversation does not end within ten seconds though its
   *     connection is closed and its thread interrupted
   */
  @Override
  public void close() {
    belongings.close();
  }

  /**
   * Returns transport, address and port.
   *
   * @return for example {@code "tcp://127.0.0.1:49152"}
   */
  @Override
  public String toString() {
    return Loopback.url("tcp", address);
  }

  static final class ResetSignal extends IOException {
    private static final long serialVersionUID = 1L;

    ResetSignal() {
      super("the conversation resets the connection");
    }
  }

  static final class ClientClosedSignal extends IOException {
    private static final long serialVersionUID = 1L;

    ClientClosedSignal() {
      super("the client hung up, as it was meant to");
    }
  }
}
