package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProbeClientBuilderTest {
  @Test
  @SuppressWarnings("try") // closes the original before the copy is used
  void toBuilder_unchanged_buildsClientWithSameSettings() throws Exception {
    List<Endpoint> completed = new CopyOnWriteArrayList<>();
    ProbeListener listener =
        new ProbeListener() {
          @Override
          public void completed(ProbeReport report) {
            completed.add(report.endpoint());
          }
        };
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ProbeClient original =
            ProbeClient.builder()
                .withoutDiscovery()
                .window(7)
                .ioMode(IoMode.NIO)
                .timeout(Duration.ofSeconds(20))
                .resolver(host -> CompletableFuture.completedFuture(List.of(loopback)))
                .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
                .listener(listener)
                .build();
        ProbeClient copy = original.toBuilder().build();
        TcpPeer peer = TcpPeer.silent()) {
      assertThat(copy).isNotSameAs(original).hasToString(original.toString());
      assertThat(copy.window()).isEqualTo(7);
      assertThat(copy.protocols()).containsExactly("talk");
      original.close();

      Endpoint endpoint = Endpoint.tcp("name.example", endpointOf(peer).port());
      assertThat(copy.probe(endpoint).state().join()).isEqualTo(PortState.LISTENING);
      assertThat(completed).containsExactly(endpoint);
    }
  }

  @Test
  void toBuilder_changed_leavesOriginalAlone() {
    try (ProbeClient original = ProbeClient.builder().withoutDiscovery().window(7).build();
        ProbeClient denying =
            original.toBuilder().window(8).targetPolicy(TargetPolicy.deny("0.0.0.0/0")).build();
        TcpPeer peer = TcpPeer.silent()) {
      assertThat(original.window()).isEqualTo(7);
      assertThat(denying.window()).isEqualTo(8);
      assertThat(original.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
      assertThatThrownBy(() -> denying.probe(endpointOf(peer)).state().join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(TargetDeniedException.class);
    }
  }

  @Test
  void restrictTargets_keepsTheDenialsOfThePresentPolicy() {
    try (ProbeClient original =
            ProbeClient.builder()
                .withoutDiscovery()
                .targetPolicy(TargetPolicy.deny("127.0.0.2"))
                .build();
        ProbeClient restricted =
            original.toBuilder().restrictTargets(TargetPolicy.allow("127.0.0.0/30")).build();
        TcpPeer peer = TcpPeer.silent()) {
      assertThat(restricted.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
      for (String denied : List.of("127.0.0.2", "127.0.0.4")) {
        assertThatThrownBy(() -> restricted.tcp(denied, 1).state().join())
            .hasCauseInstanceOf(TargetDeniedException.class);
      }
    }
  }
}
