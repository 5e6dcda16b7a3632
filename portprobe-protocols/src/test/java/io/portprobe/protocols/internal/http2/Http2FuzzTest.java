package io.portprobe.protocols.internal.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Runs the dialogues over HTTP/2 with a server that sends fuzzed bytes, and decodes them as header
 * blocks. The first byte of a stream selects the protocol and how the stream is split.
 */
class Http2FuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    if (input.length < 2) {
      return;
    }
    ByteBuffer received = ByteBuffer.wrap(input, 1, input.length - 1).slice().asReadOnlyBuffer();
    Protocol protocol = (input[0] & 1) == 0 ? new GrpcProtocol() : new Http2Protocol();
    protocol.recognise(received).ifPresent(facts -> assertThat(facts.service()).contains("h2"));
    Dialogue dialogue = protocol.open(TestDialogueContext.of(Transport.TCP, 50_051));
    Step step = last(dialogue.start());
    int piece = (input[0] & 0xfe) == 0 ? Integer.MAX_VALUE : (input[0] & 0xff) >> 1;
    while (received.hasRemaining() && step instanceof Step.Await) {
      int size = Math.min(piece, received.remaining());
      step = last(dialogue.received(received.slice(received.position(), size)));
      received.position(received.position() + size);
    }
    if (step instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.codePoints()).allMatch(SafeText::isSafe));
    }
  }

  private static Step last(Step step) {
    return step instanceof Step.Send send ? last(send.then()) : step;
  }

  @FuzzTest
  void headerBlock(byte[] input) {
    HpackDecoder decoder = new HpackDecoder();
    ByteBuffer block = ByteBuffer.wrap(input);
    try {
      while (block.hasRemaining()) {
        int size = Math.min(64, block.remaining());
        List<HeaderField> fields = decoder.decode(block.slice(block.position(), size));
        assertThat(fields).hasSizeLessThanOrEqualTo(HpackDecoder.MAX_FIELDS);
        block.position(block.position() + size);
      }
    } catch (HpackException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
