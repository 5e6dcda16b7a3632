package io.portprobe.protocols.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.tls.Tls;
import io.portprobe.protocols.tls.TlsResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Sends fuzzed bytes as the reply to each ClientHello after a handshake that failed. */
class TlsFuzzTest {
  @FuzzTest
  void reply(byte[] input) {
    ByteBuffer received = ByteBuffer.wrap(input).asReadOnlyBuffer();
    Protocol protocol = new TlsProtocol();
    if (received.hasRemaining()) {
      protocol.recognise(received).ifPresent(facts -> assertThat(facts.service()).contains("tls"));
    }
    Dialogue dialogue =
        protocol.open(TestDialogueContext.of(Transport.TCP, 443).with(Tls.ALL_VERSIONS, true));
    TlsInfo none = TlsInfo.builder().complete(false).build();
    Step step = dialogue.tlsFailed(TlsFailure.of("refused", none, ByteBuffer.allocate(0)));
    while (step instanceof Step.Reconnect) {
      var unused = dialogue.connected();
      step = received.hasRemaining() ? dialogue.received(received.duplicate()) : Step.await();
      step = step instanceof Step.Await ? dialogue.closed() : step;
    }
    if (step instanceof Step.Finish finish) {
      TlsResult result = (TlsResult) finish.finding();
      assertThat(result.alert().isPresent() || result.version().isPresent()).isTrue();
      assertThat(result.lines()).isNotEmpty();
    } else {
      assertThat(step).isInstanceOf(Step.Mismatch.class);
    }
  }
}
