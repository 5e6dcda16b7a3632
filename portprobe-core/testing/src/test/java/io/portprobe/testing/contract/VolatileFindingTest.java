package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VolatileFindingTest {
  private static final AtomicInteger CLOCK = new AtomicInteger();

  /** A finding with a clock. */
  public record Timed(String words, int clock) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("words: " + words, "clock: " + clock);
    }

    @Override
    public ServiceFacts facts() {
      return ServiceFacts.of("timed").withVolatileComponents("clock").withVolatileLines("clock:");
    }
  }

  @Test
  @DisplayName("Required findings hold although a clock runs")
  void requiringFindings() {
    try (TcpPeer peer = Greeter.peer("hello");
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .timeout(ofSeconds(30))
                .protocol(
                    new Greeter(peer.port(), words -> new Timed(words, CLOCK.incrementAndGet())))
                .build()) {
      NetworkContract contract =
          NetworkContract.record(client, List.of(endpointOf(peer))).join().requiringFindings();

      assertThat(contract.entries().get(0).lines()).containsExactly("words: hello");
      assertThatCode(() -> assertThatNetwork(client).matches(contract)).doesNotThrowAnyException();
    }
  }
}
