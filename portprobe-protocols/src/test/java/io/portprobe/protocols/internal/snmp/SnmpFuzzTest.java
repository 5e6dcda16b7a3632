package io.portprobe.protocols.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Messages of an agent that are the input of the fuzzer. */
class SnmpFuzzTest {
  /** Decodes a message, so that no request id hides what follows it. */
  @FuzzTest
  void message(byte[] input) {
    try {
      check(SystemGroup.finding(SnmpMessages.decode(input)));
    } catch (SnmpFormatException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @FuzzTest
  void stream(byte[] input) {
    Step whole = answer(input, Math.max(1, input.length));
    assertThat(answer(input, 1)).as("byte by byte").isEqualTo(whole);
  }

  private static Step answer(byte[] input, int piece) {
    Dialogue dialogue = new SnmpProtocol().open(TestDialogueContext.of(Transport.TCP, 161));
    var unused = dialogue.start();
    for (int from = 0; from < input.length; from += piece) {
      byte[] part = Arrays.copyOfRange(input, from, Math.min(input.length, from + piece));
      Step step = dialogue.received(ByteBuffer.wrap(part).asReadOnlyBuffer());
      if (step instanceof Step.Finish finish) {
        check(finish.finding());
      }
      if (step instanceof Step.Finish || step instanceof Step.Mismatch) {
        return step;
      }
    }
    return dialogue.closed();
  }

  private static void check(Finding finding) {
    assertThat(finding.lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
  }
}
