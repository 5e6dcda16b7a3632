package io.portprobe.protocols.internal.stun;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

class StunFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    var unused =
        FuzzedPeer.stream(
            new StunProtocol(), () -> TestDialogueContext.of(Transport.TCP, 3478), input);
  }

  @FuzzTest
  void datagrams(byte[] input) {
    var unused =
        FuzzedPeer.datagrams(
            new StunProtocol().open(TestDialogueContext.of(Transport.UDP, 3478)),
            input,
            StunFuzzTest::setCookieAndId);
  }

  private static void setCookieAndId(byte[] datagram, ByteBuffer request) {
    if (datagram.length >= StunResponse.HEADER) {
      request.get(4, datagram, 4, 16);
    }
  }
}
