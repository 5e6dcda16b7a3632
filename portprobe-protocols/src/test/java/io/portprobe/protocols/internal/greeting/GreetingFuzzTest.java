package io.portprobe.protocols.internal.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Dialogues with a server that sends fuzzed bytes. The first byte of the input selects the
 * protocol, the second one how the stream is split. A handshake always succeeds.
 */
class GreetingFuzzTest {
  private static final int MAX_STEPS = 10_000;
  private static final List<Protocol> PROTOCOLS =
      List.of(
          new SmtpProtocol(),
          new Pop3Protocol(),
          new ImapProtocol(),
          new NntpProtocol(),
          new FtpProtocol());

  @FuzzTest
  void stream(byte[] input) {
    if (input.length < 2) {
      return;
    }
    Protocol protocol = PROTOCOLS.get((input[0] & 0xff) % PROTOCOLS.size());
    byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
    protocol
        .recognise(ByteBuffer.wrap(bytes).asReadOnlyBuffer())
        .ifPresent(facts -> assertThat(facts.service()).contains(protocol.name()));
    Dialogue dialogue =
        protocol.open(TestDialogueContext.of(Transport.TCP, 1).with(Ftp.ANONYMOUS, true));
    int piece = input[1] == 0 ? Integer.MAX_VALUE : input[1] & 0xff;
    Step step = waiting(dialogue, dialogue.start());
    for (int from = 0; from < bytes.length && step instanceof Step.Await; ) {
      int to = (int) Math.min(bytes.length, (long) from + piece);
      ByteBuffer part = ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
      step = waiting(dialogue, dialogue.received(part));
      from = to;
    }
    check(dialogue.partial());
    if (step instanceof Step.Await) {
      step = dialogue.closed();
    }
    if (step instanceof Step.Finish finish) {
      check(Optional.of(finish.finding()));
    } else if (step instanceof Step.Mismatch mismatch) {
      assertThat(mismatch.why()).isNotEmpty();
    } else {
      assertThat(step).isInstanceOf(Step.Await.class);
    }
  }

  /** Executes steps that send or start TLS. */
  private static Step waiting(Dialogue dialogue, Step first) {
    Step step = first;
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      if (step instanceof Step.Send send) {
        step = send.then();
      } else if (step instanceof Step.StartTls) {
        step = dialogue.secured(TlsInfo.builder().build());
      } else {
        return step;
      }
    }
    throw new AssertionError("endless steps");
  }

  private static void check(Optional<Finding> finding) {
    finding.ifPresent(
        present ->
            assertThat(present.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl)));
  }
}
