package io.portprobe.internal.probe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeClient;
import io.portprobe.Talk;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first 512 bytes that a peer sent are kept for every end of the dialogue. */
class EvidenceTest {
  private static final int SENT = 600;
  private static final int KEPT = 512;

  private record Seen(List<String> lines) implements Finding {}

  /** Returns the end of a dialogue for an outcome. */
  private static Step end(Outcome outcome) {
    return switch (outcome) {
      case FINISHED -> Step.finish(new Seen(List.of("seen")));
      case MISMATCH -> Step.mismatch("another protocol");
      case REFUSED -> Step.refused("the server denied it");
      case INCOMPLETE -> Step.send(new byte[5 << 20]); // more than a dialogue may send
      case FAILED -> throw new IllegalStateException("a fault of the plug-in");
    };
  }

  /** A dialogue that ends after all bytes of the peer. */
  private static Dialogue dialogue(Supplier<Step> end) {
    return new Dialogue() {
      private int received;

      @Override
      public Step start() {
        return Step.await();
      }

      @Override
      public Step received(ByteBuffer bytes) {
        received += bytes.remaining();
        return received < SENT ? Step.await() : end.get();
      }
    };
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void firstBytes_areKept_forEveryOutcome(Outcome outcome) {
    byte[] sent = "0123456789".repeat(SENT / 10).getBytes(StandardCharsets.US_ASCII);
    try (TcpPeer peer = TcpPeer.serving(Script.reply(sent).thenSilence());
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(
                    Talk.protocol("talk", Binding.tcp(9), context -> dialogue(() -> end(outcome))))
                .build()) {
      DialogueReport report =
          client
              .probe(endpointOf(peer))
              .as("talk")
              .timeout(Duration.ofSeconds(20))
              .report()
              .join()
              .dialogue()
              .orElseThrow();

      assertThat(report.outcome()).isEqualTo(outcome);
      assertThat(report.firstBytes()).isEqualTo(ByteBuffer.wrap(sent, 0, KEPT));
    }
  }
}
