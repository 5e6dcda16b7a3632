package io.portprobe.protocols.internal.socks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.socks.Socks;
import io.portprobe.protocols.socks.SocksResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/**
 * Runs dialogues with a server that sends fuzzed bytes. The first byte selects the version and
 * whether there is a destination, and how the stream is split.
 */
class SocksFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    if (input.length == 0) {
      return;
    }
    TestDialogueContext context =
        TestDialogueContext.of(Transport.TCP, 1080)
            .with(Socks.VERSION, version(input[0] & 3))
            .with(Socks.DESTINATION, (input[0] & 4) == 0 ? "" : "db.test:80");
    Dialogue dialogue = new SocksProtocol().open(context);
    Step step = dialogue.start();
    int piece = 1 + ((input[0] & 0xff) >> 3);
    for (int from = 1; from < input.length && waits(step); from += piece) {
      int size = Math.min(piece, input.length - from);
      step = dialogue.received(ByteBuffer.wrap(input, from, size).slice().asReadOnlyBuffer());
      step = step instanceof Step.Reconnect ? dialogue.connected() : step;
    }
    if (step instanceof Step.Finish finish) {
      SocksResult result = (SocksResult) finish.finding();
      assertThat(result.version()).isBetween(4, 5);
      assertThat(result.lines()).isNotEmpty();
    }
  }

  private static Socks.Version version(int choice) {
    return switch (choice) {
      case 1 -> Socks.Version.V5;
      case 2 -> Socks.Version.V4;
      default -> Socks.Version.ANY;
    };
  }

  private static boolean waits(Step step) {
    return step instanceof Step.Await || step instanceof Step.Send;
  }
}
