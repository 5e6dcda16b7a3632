package io.portprobe.faultkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The connections that a {@link TcpPeer} or a {@link SwitchablePeer} accepts. */
public abstract class ConnectionPeer extends SocketPeer {
  ConnectionPeer(InetSocketAddress address, PeerLog log, PeerResources resources) {
    super("tcp", address, log, resources);
  }

  /**
   * Returns how many connections the peer has accepted. A client may consider itself connected
   * slightly earlier.
   *
   * @return 0 or more; always 0 for {@link TcpPeer#refusing()} and {@link TcpPeer#blackHole()}
   */
  public final int connections() {
    return log.started();
  }

  /**
   * Returns the data received from clients, as far as conversations have read it, or as it was
   * passed on to the real server. Inside TLS it is the decrypted data.
   *
   * @return the first 1 MiB of each connection, in the order of acceptance; copies
   */
  public final List<byte[]> received() {
    return log.received();
  }

  /**
   * Waits until the peer has accepted a number of connections.
   *
   * @param count the number in total
   * @param timeout the maximum time to wait
   * @return false if there were fewer connections when the timeout expired
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public final boolean awaitConnections(int count, Duration timeout) throws InterruptedException {
    return log.awaitStarted(count, timeout);
  }

  /**
   * Waits until the peer has accepted at least one connection and all its connections are closed,
   * by the client or by the peer.
   *
   * @param timeout the maximum time to wait
   * @return false if there was no connection, or an open one, when the timeout expired
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public final boolean awaitClosed(Duration timeout) throws InterruptedException {
    return log.awaitEnded(timeout);
  }
}
