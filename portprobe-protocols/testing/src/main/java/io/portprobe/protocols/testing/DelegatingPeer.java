package io.portprobe.protocols.testing;

import io.portprobe.faultkit.Peer;
import java.net.InetSocketAddress;
import java.util.List;

/** A peer that speaks a protocol through a TCP or UDP peer, for servers of further protocols. */
public abstract class DelegatingPeer implements Peer {
  private final Peer peer;

  /**
   * Creates a peer.
   *
   * @param peer has the socket; closed with this peer
   */
  protected DelegatingPeer(Peer peer) {
    this.peer = peer;
  }

  @Override
  public String host() {
    return peer.host();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public InetSocketAddress address() {
    return peer.address();
  }

  @Override
  public List<Throwable> failures() {
    return peer.failures();
  }

  @Override
  public void close() {
    peer.close();
  }

  /**
   * Returns transport, address and port.
   *
   * @return for example {@code "tcp://127.0.0.1:49152"}
   */
  @Override
  public String toString() {
    return peer.toString();
  }
}
