package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IoModeTest {
  @ParameterizedTest
  @EnumSource(
      value = IoMode.class,
      names = {"AUTO", "EPOLL", "NIO"})
  @EnabledOnOs(OS.LINUX)
  void state_isTheSameInEveryIoMode(IoMode ioMode) {
    try (ProbeClient client =
            ProbeClient.builder().withoutDiscovery().ioMode(ioMode).timeout(ofSeconds(30)).build();
        TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer udpClosed = UdpPeer.refusing()) {
      assertThat(client.probe(endpointOf(open)).state().join()).isEqualTo(PortState.LISTENING);
      assertThat(client.probe(endpointOf(closed)).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
      assertThat(client.probe(endpointOf(udpClosed)).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  @DisabledOnOs(OS.MAC)
  void build_ioModeNotAvailable_isRejectedByName() {
    ProbeClientBuilder builder = ProbeClient.builder().ioMode(IoMode.KQUEUE);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ioMode: KQUEUE");
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, EPOLL", "NIO, NIO", "AUTO, EPOLL"})
  @EnabledOnOs(OS.LINUX)
  void transport_isTheInterfaceInUse(IoMode requested, IoMode used) {
    try (ProbeClient client = ProbeClient.builder().ioMode(requested).build()) {
      assertThat(client.transport()).isEqualTo(used);
    }
  }
}
