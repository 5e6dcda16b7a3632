package io.portprobe.protocols.internal.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Datagrams of a server that are the input of the fuzzer, for the tunnel 1234. */
class L2tpFuzzTest {
  private static final int TUNNEL = 4;

  /** From the end: the value of Assigned Tunnel ID, and Receive Window Size after it. */
  private static final int ASSIGNED_TUNNEL = 10;

  /** The datagrams of a whole dialogue. Each gets the tunnel of the request. */
  @FuzzTest
  void datagrams(byte[] input) {
    Supplier<Dialogue> open =
        () -> new L2tpProtocol().open(TestDialogueContext.of(Transport.UDP, 1701));
    ByteBuffer request = ((Step.Send) open.get().start()).bytes();
    var unused =
        FuzzedPeer.datagrams(
            open.get(),
            input,
            (datagram, sent) -> {
              if (datagram.length >= TUNNEL + Short.BYTES) {
                request.get(request.limit() - ASSIGNED_TUNNEL, datagram, TUNNEL, Short.BYTES);
              }
            });
  }

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
