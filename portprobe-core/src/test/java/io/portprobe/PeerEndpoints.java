package io.portprobe;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;

/** Conversions from peers to endpoints, for tests that cannot use those of portprobe-testing. */
public final class PeerEndpoints {
  private PeerEndpoints() {}

  /** Returns the endpoint of a TCP peer. */
  public static Endpoint endpointOf(TcpPeer peer) {
    return Endpoint.tcp(peer.host(), peer.port());
  }

  /** Returns the endpoint of a UDP peer. */
  public static Endpoint endpointOf(UdpPeer peer) {
    return Endpoint.udp(peer.host(), peer.port());
  }
}
