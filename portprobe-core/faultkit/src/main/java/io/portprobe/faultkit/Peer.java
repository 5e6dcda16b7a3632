package io.portprobe.faultkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * A server of this test kit, as tests and extensions of test frameworks handle it whatever it
 * speaks: it is there as soon as it was made, on a port that nobody else has, and gone, with its
 * threads and sockets, when {@link #close()} returns. Safe for use by several threads at once.
 */
public interface Peer extends AutoCloseable {
  /**
   * The address as a literal.
   *
   * @return for example {@code "127.0.0.1"}
   */
  String host();

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  int port();

  /**
   * Address and port.
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
   * What went wrong on the peer's side: an expectation that did not hold, say. A test that is right
   * in the end checks that there is nothing.
   *
   * @return the failures so far, oldest first; empty, unless the peer keeps them
   */
  default List<Throwable> failures() {
    return List.of();
  }

  /**
   * The peers of this JVM that are open, for checks that tests leave nothing behind. Of a peer that
   * speaks a protocol, the {@link TcpPeer} and {@link UdpPeer} behind it are listed.
   *
   * @return each with the line that made it, oldest first; a new map, to be changed at will
   */
  static Map<Peer, StackTraceElement> open() {
    return OpenPeers.all();
  }

  /**
   * Closes the port and every connection, and waits for the threads of the peer. May be called
   * again.
   *
   * @throws IllegalStateException if code of the test that the peer runs does not end
   */
  @Override
  void close();
}
