package io.portprobe.testing.junit;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.SwitchablePeer;
import io.portprobe.faultkit.TcpFault;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated // the peers and clients of other classes would be reported as leaks
@ExtendWith(PortprobeExtension.class)
class PeerInjectionTest {
  private static final List<TcpPeer> SEEN = new ArrayList<>();

  static TcpPeer greeter() {
    return TcpPeer.at(Loopback.ipv4(), 0).serving((in, out) -> out.write('!'));
  }

  @Test
  @DisplayName("A peer with a fault is injected over TCP and UDP")
  void faulty(
      @Faulty(Fault.REFUSING) TcpPeer refusing,
      @Faulty(Fault.SILENT) TcpPeer silent,
      @Faulty(Fault.REFUSING) UdpPeer unreachable,
      ProbeClient client) {
    SEEN.add(silent);
    assertThat(client.probe(endpointOf(refusing)).state().join())
        .isEqualTo(PortState.NOT_LISTENING);
    assertThat(client.probe(endpointOf(silent)).state().join()).isEqualTo(PortState.LISTENING);
    assertThat(client.probe(endpointOf(unreachable)).state().join())
        .isEqualTo(PortState.NOT_LISTENING);
  }

  @Test
  @DisplayName("A switchable peer is injected with a fault that the test switches off")
  void switchable(
      @Faulty(Fault.REFUSING) SwitchablePeer refusing,
      @PeerFrom("proxy") SwitchablePeer proxy,
      ProbeClient client)
      throws Exception {
    assertThat(client.probe(endpointOf(refusing)).state().join())
        .isEqualTo(PortState.NOT_LISTENING);
    refusing.switchTo(TcpFault.none());
    try (Socket socket = new Socket(refusing.host(), refusing.port())) {
      socket.getOutputStream().write('x');
      assertThat(socket.getInputStream().read()).isEqualTo('x');
    }
    assertThat(client.probe(endpointOf(proxy)).state().join()).isEqualTo(PortState.LISTENING);
  }

  static SwitchablePeer proxy() {
    return SwitchablePeer.serving((in, out) -> in.transferTo(out));
  }

  @Test
  @DisplayName("A fault that a switchable peer lacks is rejected")
  void switchableMisuse() {
    assertThatThrownBy(() -> Fault.DRIPPING.create(SwitchablePeer.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fault: DRIPPING (expected: REFUSING, SILENT, CLOSING or RESETTING for a"
                + " SwitchablePeer)");
    for (Fault fault : List.of(Fault.SILENT, Fault.CLOSING, Fault.RESETTING)) {
      try (Peer peer = fault.create(SwitchablePeer.class)) {
        assertThat(peer.port()).isPositive();
      }
    }
  }

  @Test
  @DisplayName("A peer from a method of the test class is injected")
  void peerFrom(@PeerFrom("greeter") TcpPeer greeter, ProbeClient client) {
    SEEN.add(greeter);
    assertThat(client.probe(endpointOf(greeter)).state().join()).isEqualTo(PortState.LISTENING);
  }

  @AfterAll
  static void areClosed(ProbeClient client) {
    assertThat(SEEN).hasSize(2);
    SEEN.forEach(
        peer ->
            assertThat(client.probe(endpointOf(peer)).state().join())
                .isEqualTo(PortState.NOT_LISTENING));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Every fault is supported over TCP")
  void faults(Fault fault) {
    try (Peer peer = fault.create(TcpPeer.class)) {
      assertThat(peer.port()).isPositive();
    }
  }

  @Test
  @DisplayName("An invalid annotation is reported")
  void mistakes() throws Exception {
    assertThatThrownBy(() -> Fault.DRIPPING.create(UdpPeer.class))
        .hasMessage("fault: DRIPPING (expected: REFUSING, SILENT or GARBAGE for a UdpPeer)");
    assertThatThrownBy(() -> Fault.SILENT.create(Peer.class))
        .hasMessage(
            "parameter: io.portprobe.faultkit.Peer (expected: TcpPeer, UdpPeer or SwitchablePeer)");
    assertThatThrownBy(() -> create("missing"))
        .hasMessage(
            "method: 'missing' (expected: static, without parameters, in %s)",
            Wrong.class.getName());
    assertThatThrownBy(() -> create("text"))
        .hasMessage(
            "method: 'noPeer' of %s returned text (expected: a Peer)", Wrong.class.getName());
  }

  private static AutoCloseable create(String test) throws Exception {
    return new PeerFrom.Factory()
        .create(Wrong.class.getDeclaredMethod(test, TcpPeer.class).getParameters()[0]);
  }

  /** Tests with annotations that cannot be satisfied. */
  static final class Wrong {
    static String noPeer() {
      return "text";
    }

    void missing(@PeerFrom("missing") TcpPeer peer) {}

    void text(@PeerFrom("noPeer") TcpPeer peer) {}
  }
}
