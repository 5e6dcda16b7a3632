package io.portprobe.protocols.internal.ike;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.protocols.ike.IkeResponder.Response;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Messages of a responder that are the input of the fuzzer, without the check of the cookie. */
class IkeFuzzTest {
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
