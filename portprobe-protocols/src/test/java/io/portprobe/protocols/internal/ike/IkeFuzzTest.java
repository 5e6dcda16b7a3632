package io.portprobe.protocols.internal.ike;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.ike.IkeResponder.Response;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Messages of a responder that are the input of the fuzzer, without the check of the cookie. */
class IkeFuzzTest {
  private static final int VERSION = 17;

  /** The datagrams of a whole dialogue. Each gets the cookie or SPI of the proposal it answers. */
  @FuzzTest
  void datagrams(byte[] input) {
    Step.Send version2 = (Step.Send) open().start();
    Step.Send version1 = (Step.Send) version2.then();
    var unused =
        FuzzedPeer.datagrams(
            open(),
            input,
            (datagram, request) -> {
              if (datagram.length > VERSION) {
                boolean first = (datagram[VERSION] & 0xf0) == IkeHeader.VERSION_1;
                (first ? version1 : version2).bytes().get(datagram, 0, Long.BYTES);
              }
            });
  }

  private static Dialogue open() {
    return new IkeProtocol().open(TestDialogueContext.of(Transport.UDP, 500));
  }

  @FuzzTest
  void datagram(byte[] input) {
    IkeHeader header = IkeHeader.read(ByteBuffer.wrap(input).asReadOnlyBuffer()).orElse(null);
    if (header == null) {
      return;
    }
    Optional<Response> version1 =
        header.isResponse1(header.initiator()) ? Payloads.version1(header) : Optional.empty();
    Optional<Response> version2 =
        header.isResponse2(header.initiator()) ? Payloads.version2(header) : Optional.empty();
    assertThat(new DefaultIkeResponder(version1, version2).lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
  }
}
