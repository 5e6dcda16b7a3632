package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointMapperSocketTest {
  @Test
  void sampleMap_isFound() throws Exception {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap()) {
      EndpointMap map = SocketConversation.map(peer.host(), peer.port());

      assertThat(map.complete()).isTrue();
      assertThat(map.endpoints()).hasSize(peer.entries().size());
      assertThat(map.endpoints())
          .extracting(MappedEndpoint::stringBinding)
          .contains("ncacn_ip_tcp:127.0.0.1[49664]", "ncacn_np:\\\\SAMPLE[\\pipe\\lsass]");
      assertThat(peer.awaitClosed(Duration.ofSeconds(10))).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void endlessList_isFreed() throws Exception {
    try (EndpointMapperPeer peer =
        EndpointMapperPeer.builder()
            .entries(InMemoryEndpointMapper.sampleEntries())
            .ending(Ending.NEVER)
            .start()) {
      assertThat(SocketConversation.map(peer.host(), peer.port()).complete()).isFalse();
      assertThat(peer.awaitClosed(Duration.ofSeconds(10))).isTrue();
      assertThat(peer.handlesFreed()).isEqualTo(1);
    }
  }
}
