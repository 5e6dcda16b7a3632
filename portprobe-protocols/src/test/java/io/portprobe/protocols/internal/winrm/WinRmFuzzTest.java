package io.portprobe.protocols.internal.winrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Dialogues with a server whose response is the input of the fuzzer. */
class WinRmFuzzTest {
  @FuzzTest
  void response(byte[] input) {
    Dialogue dialogue = new WinRmProtocol().open(TestDialogueContext.of(Transport.TCP, 5985));
    dialogue.start();
    Step step =
        input.length == 0
            ? dialogue.closed()
            : dialogue.received(ByteBuffer.wrap(input).asReadOnlyBuffer());
    if (step instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    } else {
      assertThat(step).isInstanceOfAny(Step.Await.class, Step.Mismatch.class);
    }
  }
}
