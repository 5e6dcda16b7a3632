package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import org.junit.jupiter.api.Test;

class PortprobeTest {
  @Test
  void port_isProbedInOneLine() {
    try (TcpPeer listening = TcpPeer.silent();
        TcpPeer refusing = TcpPeer.refusing()) {
      assertThat(Portprobe.isListening("127.0.0.1", listening.port())).isTrue();
      assertThat(Portprobe.isListening("127.0.0.1", refusing.port())).isFalse();
      assertThat(Portprobe.state("127.0.0.1:" + refusing.port()))
          .isEqualTo(PortState.NOT_LISTENING);
      assertThat(Portprobe.report(endpointOf(listening).toString()).reason())
          .isEqualTo(Reason.ACCEPTED);
    }
  }

  @Test
  void probeThatCannotBeSent_throwsItsException() {
    assertThatThrownBy(() -> Portprobe.state("[fe80::1%none]:1"))
        .isInstanceOf(ProbeException.class);
    assertThatThrownBy(() -> Portprobe.state("none")).isInstanceOf(IllegalArgumentException.class);
  }
}
