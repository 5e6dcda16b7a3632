package io.portprobe.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import org.junit.jupiter.api.Test;

class PeerEndpointsTest {
  @Test
  void endpointOf_tcpPeer_isTcpEndpoint() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(PeerEndpoints.endpointOf(peer)).isEqualTo(Endpoint.tcp("127.0.0.1", peer.port()));
    }
  }

  @Test
  void endpointOf_udpPeer_isUdpEndpoint() {
    try (UdpPeer peer = UdpPeer.silent()) {
      assertThat(PeerEndpoints.endpointOf(peer)).isEqualTo(Endpoint.udp("127.0.0.1", peer.port()));
    }
  }
}
