package io.portprobe.internal.dialogue;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Checks that hostile peers cannot fill the heap or a log with findings. */
class FindingLimitsTest {
  private static final int REPORT_BYTES = 16 << 20;

  private static ProbeClient client(Function<DialogueContext, Step> result) {
    return ProbeClient.builder()
        .withoutDiscovery()
        .resolver(host -> CompletableFuture.completedFuture(List.of(address(1), address(2))))
        .protocol(
            Talk.protocol("sized", Binding.tcp(7), context -> ending(() -> result.apply(context))))
        .build();
  }

  private static InetAddress address(int last) {
    return new InetSocketAddress("127.0.0." + last, 0).getAddress();
  }

  private static Dialogue ending(Supplier<Step> result) {
    return new Talk.Pinging() {
      @Override
      public Step start() {
        return Step.await();
      }

      @Override
      public Step received(ByteBuffer bytes) {
        return result.get();
      }
    };
  }

  private static Step limit(DialogueContext context) {
    String limit = String.valueOf(context.findingBytes());
    return Step.finish(new Talk.Heard(limit, Optional.empty()));
  }

  private static TcpPeer peer() {
    return TcpPeer.serving(Script.reply(bytes("hello")).thenSilence());
  }

  @Test
  void report_sharesItsLimitAmongAddresses() {
    try (ProbeClient client = client(FindingLimitsTest::limit);
        TcpPeer peer = peer()) {
      ProbeReport one = client.probe(endpointOf(peer)).as("sized").report().join();
      ProbeReport two = client.tcp("two.test", peer.port()).as("sized").report().join();

      assertThat(one.finding(Talk.Heard.class).orElseThrow().words())
          .isEqualTo(String.valueOf(REPORT_BYTES));
      assertThat(two.finding(Talk.Heard.class).orElseThrow().words())
          .isEqualTo(String.valueOf(REPORT_BYTES / 2));
    }
  }

  @Test
  void client_setsTheLimit() {
    try (ProbeClient client =
            client(FindingLimitsTest::limit).toBuilder().maxFindingBytes(1 << 20).build();
        TcpPeer peer = peer()) {
      ProbeReport two = client.tcp("two.test", peer.port()).as("sized").report().join();
      assertThat(two.finding(Talk.Heard.class).orElseThrow().words())
          .isEqualTo(String.valueOf(1 << 19));
      for (int wrong : new int[] {0, (1 << 20) - 1, (1 << 30) + 1}) {
        assertThatThrownBy(() -> client.toBuilder().maxFindingBytes(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("bytes: " + wrong + " (expected: 1048576-1073741824)");
      }
    }
  }

  @Test
  void explanation_andNote_areBounded() {
    String megabyte = "x".repeat(1 << 20);
    try (ProbeClient finding =
            client(context -> Step.finish(new Talk.Heard(megabyte, Optional.empty())));
        ProbeClient mismatch = client(context -> Step.mismatch(megabyte));
        TcpPeer peer = peer()) {
      ProbeReport found = finding.probe(endpointOf(peer)).as("sized").report().join();
      ProbeReport other = mismatch.probe(endpointOf(peer)).as("sized").report().join();

      assertThat(found.explain()).contains("heard: xxx").contains("...").hasSizeLessThan(2_000);
      assertThat(other.dialogue().orElseThrow().note()).endsWith("...").hasSize(1_003);
      assertThat(other.explain()).hasSizeLessThan(2_000);
    }
  }
}
