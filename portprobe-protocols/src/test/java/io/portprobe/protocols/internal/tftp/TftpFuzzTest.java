package io.portprobe.protocols.internal.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Datagrams of a server that are the input of the fuzzer. */
class TftpFuzzTest {
  /** The datagrams of a whole dialogue. */
  @FuzzTest
  void datagrams(byte[] input) {
    var unused =
        FuzzedPeer.datagrams(
            new TftpProtocol().open(TestDialogueContext.of(Transport.UDP, 69)),
            input,
            (datagram, request) -> {});
  }

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
