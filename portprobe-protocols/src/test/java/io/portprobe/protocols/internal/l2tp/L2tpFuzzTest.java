package io.portprobe.protocols.internal.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** Datagrams of a server that are the input of the fuzzer, for the tunnel 1234. */
class L2tpFuzzTest {
  @FuzzTest
  void datagram(byte[] input) {
    L2tpDialogue dialogue = new L2tpDialogue(0x1234, "x");
    Step step = dialogue.received(ByteBuffer.wrap(input).asReadOnlyBuffer());
    Step last = step instanceof Step.Send send ? send.then() : step;
    if (last instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    } else {
      assertThat(last).isInstanceOf(Step.Await.class);
    }
  }
}
