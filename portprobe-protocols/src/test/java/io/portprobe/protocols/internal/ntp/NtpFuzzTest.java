package io.portprobe.protocols.internal.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Dialogues with a time server whose response is the input of the fuzzer. */
class NtpFuzzTest {
  @FuzzTest
  void response(byte[] input) {
    Dialogue dialogue = new NtpProtocol().open(TestDialogueContext.of(Transport.UDP, 123));
    ByteBuffer request = ((Step.Send) dialogue.start()).bytes();
    byte[] packet = input.clone();
    if (packet.length >= 48) {
      ByteBuffer.wrap(packet).putLong(24, request.getLong(40));
    }
    Step step = dialogue.received(ByteBuffer.wrap(packet).asReadOnlyBuffer());
    if (step instanceof Step.Send) {
      step = dialogue.silent();
    }
    if (step instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    } else {
      assertThat(step).isInstanceOf(Step.Await.class);
    }
  }
}
