package io.portprobe.protocols.internal.quic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.quic.QuicVersions;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/**
 * Sends a fuzzed datagram. If the first byte is odd, the connection ids are replaced by the right
 * ones, so that the fuzzer need not guess them.
 */
class QuicFuzzTest {
  @FuzzTest
  void datagram(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Dialogue dialogue = new QuicProtocol().open(TestDialogueContext.of(Transport.UDP, 443));
    ByteBuffer sent = ((Step.Send) dialogue.start()).bytes();
    byte[] datagram = new byte[input.length - 1];
    System.arraycopy(input, 1, datagram, 0, datagram.length);
    if ((input[0] & 1) != 0 && datagram.length >= 23) {
      sent.get(14, datagram, 5, 9);
      sent.get(5, datagram, 14, 9);
    }
    Step step = dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer());
    if (step instanceof Step.Finish finish) {
      QuicVersions result = (QuicVersions) finish.finding();
      assertThat(result.versions()).hasSameSizeAs(result.numbers());
      assertThat(result.lines()).isNotEmpty();
    } else {
      assertThat(step).isInstanceOf(Step.Await.class);
    }
  }
}
