package io.portprobe.protocols.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.http.HttpResponse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Runs the dialogues over HTTP/1 with a server that sends fuzzed bytes. The first byte of the input
 * selects the protocol and how the stream is split.
 */
class HttpFuzzTest {
  private static Protocol protocol(int choice) {
    return switch (choice & 3) {
      case 1 -> new WebSocketProtocol();
      case 2 -> new HttpProxyProtocol();
      default -> new HttpProtocol();
    };
  }

  @FuzzTest
  void stream(byte[] input) {
    if (input.length < 2) {
      return;
    }
    ByteBuffer received = ByteBuffer.wrap(input, 1, input.length - 1).slice().asReadOnlyBuffer();
    Protocol protocol = protocol(input[0]);
    protocol.recognise(received).ifPresent(facts -> assertThat(facts.service()).isPresent());
    Dialogue dialogue = protocol.open(TestDialogueContext.of(Transport.TCP, 80));
    Step step = dialogue.start();
    int piece = (input[0] & 0xfc) == 0 ? Integer.MAX_VALUE : (input[0] & 0xff) >> 2;
    while (received.hasRemaining() && (step instanceof Step.Send || step instanceof Step.Await)) {
      int size = Math.min(piece, received.remaining());
      step = dialogue.received(received.slice(received.position(), size));
      received.position(received.position() + size);
    }
    check(dialogue.partial());
    if (step instanceof Step.Await) {
      step = dialogue.closed();
    }
    if (step instanceof Step.Finish finish) {
      check(Optional.of(finish.finding()));
    }
  }

  private static void check(Optional<Finding> finding) {
    if (finding.isPresent()) {
      assertThat(((HttpResponse) finding.get()).status()).isBetween(100, 999);
      assertThat(finding.get().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.codePoints()).allMatch(SafeText::isSafe));
    }
  }
}
