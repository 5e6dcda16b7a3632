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
 * Where a {@link TcpPeer} is: an address of this machine and a port, so that the addresses of one
 * name can behave differently on the same port. Made by {@link TcpPeer#at(InetAddress, int)}. Every
 * method makes a new peer, and throws {@link UncheckedIOException} if the port is not to be had.
 */
public final class TcpPeerFactory {
  private static final int BACKLOG = 4096;
  private static final int GARBAGE = 1024;
  // Linux takes one connection more than the backlog says.
  private static final int SURE_FILLERS = 2;
  private static final int MOST_FILLERS = 64;
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final Duration UNANSWERED = Duration.ofMillis(200);

  private final InetSocketAddress where;

  TcpPeerFactory(InetSocketAddress where) {
    this.where = where;
  }

  static TcpPeerFactory loopback() {
    return new TcpPeerFactory(Loopback.FREE_PORT);
  }

  /**
   * Refuses, as {@link TcpPeer#refusing()} does.
   *
   * @return a new peer
   */
  public TcpPeer refusing() {
    return PeerResources.furnish(
        where,
        belongings -> {
          // Bound but never listening: the port is taken, and the kernel answers for it.
          Socket reserved = belongings.keep(new Socket());
          reserved.bind(where);
          return peer(reserved.getLocalSocketAddress(), new PeerLog(), belongings);
        });
  }

  /**
   * Answers no SYN, as {@link TcpPeer#blackHole()} does.
   *
   * @return a new peer
   */
  public TcpPeer blackHole() {
    return PeerResources.furnish(
        where,
        belongings -> {
          ServerSocket server = belongings.keep(new ServerSocket());
          server.bind(where, 1);
          fill(server.getLocalSocketAddress(), belongings);
          return peer(server.getLocalSocketAddress(), new PeerLog(), belongings);
        });
  }

  private static void fill(SocketAddress full, PeerResources belongings) throws IOException {
    for (int i = 0; i < MOST_FILLERS; i++) {
      Socket filler = belongings.keep(new Socket());
      try {
        filler.connect(full, (int) (i < SURE_FILLERS ? HANDSHAKE : UNANSWERED).toMillis());
      } catch (SocketTimeoutException e) {
        filler.close();
        belongings.forget(filler);
        return;
      }
    }
    throw new IOException("backlog: still open after " + MOST_FILLERS + " connections");
  }

  /**
   * Says nothing, as {@link TcpPeer#silent()} does.
   *
   * @return a new peer
   */
  public TcpPeer silent() {
    return serving((in, out) -> TcpListener.drain(in));
  }

  /**
   * Hangs up, as {@link TcpPeer#closing()} does.
   *
   * @return a new peer
   */
  public TcpPeer closing() {
    return listen((socket, hearing) -> {});
  }

  /**
   * Resets, as {@link TcpPeer#resetting()} does.
   *
   * @return a new peer
   */
  public TcpPeer resetting() {
    return listen(
        (socket, hearing) -> {
          throw TcpPeer.reset();
        });
  }

  /**
   * Breaks off, as {@link TcpPeer#resettingAfter(byte[])} does.
   *
   * @param part the beginning of an answer; copied
   * @return a new peer
   */
  public TcpPeer resettingAfter(byte[] part) {
    return serving(Script.expectAnything().reply(part).thenReset());
  }

  /**
   * Speaks a byte at a time, as {@link TcpPeer#dripping(byte[], Duration)} does.
   *
   * @param answer what it says, at least one byte; copied
   * @param interval between two bytes, more than zero
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes, or no time between them
   */
  public TcpPeer dripping(byte[] answer, Duration interval) {
    return serving(Script.builder().drip(answer, interval).thenSilence());
  }

  /**
   * Speaks without end, as {@link TcpPeer#flooding(byte[])} does.
   *
   * @param bytes what is repeated, at least one byte; copied
   * @return a new peer
   * @throws IllegalArgumentException if there are no bytes
   */
  public TcpPeer flooding(byte[] bytes) {
    return serving(Script.builder().thenFlood(bytes));
  }

  /**
   * Says what means nothing, as {@link TcpPeer#garbage(long)} does.
   *
   * @param seed of the bytes
   * @return a new peer
   */
  public TcpPeer garbage(long seed) {
    return serving(Script.builder().garbage(GARBAGE, seed).thenSilence());
  }

  /**
   * Talks later, as {@link TcpPeer#late(Duration, TcpPeer.Conversation)} does.
   *
   * @param delay how long it does nothing, more than zero
   * @param conversation held then
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not more than zero
   */
  public TcpPeer late(Duration delay, TcpPeer.Conversation conversation) {
    return serving(Script.builder().pause(delay).then(conversation).thenClose());
  }

  /**
   * Talks, as {@link TcpPeer#serving(TcpPeer.Conversation)} does.
   *
   * @param conversation called for each connection on a thread of its own
   * @return a new peer
   */
  public TcpPeer serving(TcpPeer.Conversation conversation) {
    Objects.requireNonNull(conversation, "conversation");
    return listen(TcpListener.talking(conversation));
  }

  /**
   * Speaks TLS, as {@link TcpPeer#tls(SSLContext, TcpPeer.Conversation)} does.
   *
   * @param context the peer's identity
   * @param conversation held inside TLS
   * @return a new peer
   */
  public TcpPeer tls(SSLContext context, TcpPeer.Conversation conversation) {
    return startTls((in, out) -> {}, context, conversation);
  }

  /**
   * Starts TLS, as {@link TcpPeer#startTls} does.
   *
   * @param before held in the clear
   * @param context the peer's identity
   * @param conversation held inside TLS
   * @return a new peer
   */
  public TcpPeer startTls(
      TcpPeer.Conversation before, SSLContext context, TcpPeer.Conversation conversation) {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(conversation, "conversation");
    return listen(TcpListener.startingTls(before, context, conversation));
  }

  private TcpPeer listen(TcpListener.ConnectionHandler treatment) {
    return PeerResources.furnish(
        where,
        belongings -> {
          ServerSocket server = belongings.keep(new ServerSocket());
          server.bind(where, BACKLOG);
          PeerLog ledger = new PeerLog();
          new TcpListener(server, treatment, ledger, belongings).start();
          return peer(server.getLocalSocketAddress(), ledger, belongings);
        });
  }

  private static TcpPeer peer(SocketAddress address, PeerLog ledger, PeerResources belongings) {
    return new TcpPeer((InetSocketAddress) address, ledger, belongings);
  }
}
