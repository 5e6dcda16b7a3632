package io.portprobe.protocols.internal.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** Datagrams of a server that are the input of the fuzzer. */
class TftpFuzzTest {
  @FuzzTest
  void datagram(byte[] input) {
    Step step = new TftpDialogue("x").received(ByteBuffer.wrap(input).asReadOnlyBuffer());
    Step last = step instanceof Step.Send send ? send.then() : step;
    if (last instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .hasSize(1)
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    } else {
      assertThat(last).isInstanceOf(Step.Await.class);
    }
  }
}
