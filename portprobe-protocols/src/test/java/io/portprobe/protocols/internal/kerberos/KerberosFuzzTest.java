package io.portprobe.protocols.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Dialogues with a KDC and a password service whose responses are the input of the fuzzer. */
class KerberosFuzzTest {
  @FuzzTest
  void kdc(byte[] input) {
    Dialogue dialogue =
        new KerberosProtocol()
            .open(TestDialogueContext.of(Transport.UDP, 88).with(Kerberos.PRINCIPAL, "nosuch"));
    run(dialogue, input);
    recognise(new KerberosProtocol(), input);
  }

  @FuzzTest
  void password(byte[] input) {
    run(new KpasswdProtocol().open(TestDialogueContext.of(Transport.UDP, 464)), input);
    recognise(new KpasswdProtocol(), input);
  }

  private static void run(Dialogue dialogue, byte[] input) {
    dialogue.start();
    Step step = dialogue.received(ByteBuffer.wrap(input).asReadOnlyBuffer());
    if (step instanceof Step.Send) {
      step = dialogue.received(ByteBuffer.wrap(input).asReadOnlyBuffer());
    }
    if (step instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    } else {
      assertThat(step).isInstanceOfAny(Step.Await.class, Step.ContinueOverTcp.class);
    }
  }

  private static void recognise(Protocol protocol, byte[] input) {
    if (input.length > 0) {
      assertThat(protocol.recognise(ByteBuffer.wrap(input).asReadOnlyBuffer())).isNotNull();
    }
  }
}
