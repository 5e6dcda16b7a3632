package io.portprobe.testing;

import io.portprobe.Endpoint;
import io.portprobe.faultkit.SwitchablePeer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;

/**
 * Conversions from peers to endpoints, for tests that probe a peer:
 *
 * <pre>{@code
 * import static io.portprobe.testing.PeerEndpoints.endpointOf;
 *
 * try (TcpPeer peer = TcpPeer.silent()) {
 *   assertThatPort(endpointOf(peer)).isListening();
 * }
 * }</pre>
 */
public final class PeerEndpoints {
  private PeerEndpoints() {}

  /**
   * Returns the endpoint of a TCP peer.
   *
   * @param peer a peer, open or closed
   * @return the TCP endpoint with the peer's address literal and port
   */
  public static Endpoint endpointOf(TcpPeer peer) {
    return Endpoint.tcp(peer.host(), peer.port());
  }

  /**
   * Returns the endpoint of a peer that changes its fault.
   *
   * @param peer a peer, open or closed
   * @return the TCP endpoint with the peer's address literal and port
   */
  public static Endpoint endpointOf(SwitchablePeer peer) {
    return Endpoint.tcp(peer.host(), peer.port());
  }

  /**
   * Returns the endpoint of a UDP peer.
   *
   * @param peer a peer, open or closed
   * @return the UDP endpoint with the peer's address literal and port
   */
  public static Endpoint endpointOf(UdpPeer peer) {
    return Endpoint.udp(peer.host(), peer.port());
  }
}
