package io.portprobe.faultkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * A server for tests of any protocol. It occupies its own port from its creation until {@link
 * #close()}, which also releases its sockets and threads. Implementations are thread-safe.
 */
public interface Peer extends AutoCloseable {
  /**
   * Returns the address as a literal.
   *
   * @return for example {@code "127.0.0.1"}
   */
  String host();

  /**
   * Returns the port.
   *
   * @return 1 to 65535
   */
  int port();

  /**
   * Returns address and port.
   *
   * @return a resolved address
   */
  default InetSocketAddress address() {
    try {
      return new InetSocketAddress(InetAddress.getByName(host()), port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("host: " + host() + " (expected: an address literal)", e);
    }
  }

  /**
   * Returns the failures on the peer's side, such as an unmet expectation of a {@link Script}. A
   * test should check at its end that there are none.
   *
   * @return the failures so far, oldest first; always empty if the peer does not record them
   */
  default List<Throwable> failures() {
    return List.of();
  }

  /**
   * Returns the open peers of this JVM, for checks that tests close what they open. A peer that
   * speaks a protocol is listed as its {@link TcpPeer} and {@link UdpPeer}.
   *
   * @return each open peer with the source line that created it, oldest first; a new mutable map
   */
  static Map<Peer, StackTraceElement> open() {
    return OpenPeers.all();
  }

  /**
   * Closes the port and all connections, and waits for the peer's threads. Further calls have no
   * effect.
   *
   * @throws IllegalStateException if test code that the peer runs does not return within ten
   *     seconds, although its socket is closed and its thread interrupted
   * @throws java.io.UncheckedIOException if a socket cannot be closed
   */
  @Override
  void close();
}
