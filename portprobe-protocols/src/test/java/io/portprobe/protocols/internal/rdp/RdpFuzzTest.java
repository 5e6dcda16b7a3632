package io.portprobe.protocols.internal.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Dialogues with a server that sends the input of the fuzzer on every connection. */
class RdpFuzzTest {
  @FuzzTest
  void negotiation(byte[] input) {
    Dialogue dialogue = new RdpProtocol().open(TestDialogueContext.of(Transport.TCP, 3389));
    dialogue.start();
    for (int connection = 0; connection <= 5; connection++) {
      Step step = dialogue.received(ByteBuffer.wrap(input).asReadOnlyBuffer());
      step = step instanceof Step.Await ? dialogue.closed() : step;
      step = step instanceof Step.StartTls ? dialogue.tlsFailed(null) : step;
      if (step instanceof Step.Finish finish) {
        assertThat(finish.finding().lines()).isNotEmpty();
        return;
      }
      if (!(step instanceof Step.Reconnect)) {
        assertThat(step).isInstanceOf(Step.Mismatch.class);
        return;
      }
      dialogue.connected();
    }
    throw new AssertionError("more than 5 connections");
  }
}
