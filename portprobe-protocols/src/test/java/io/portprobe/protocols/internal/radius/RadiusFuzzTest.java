package io.portprobe.protocols.internal.radius;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.radius.Radius;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** A server that signs each fuzzed packet with the shared secret. */
class RadiusFuzzTest {
  @FuzzTest
  void datagrams(byte[] input) {
    var unused =
        FuzzedPeer.datagrams(
            new RadiusProtocol().open(TestDialogueContext.of(Transport.UDP, 1812)),
            input,
            RadiusFuzzTest::sign);
  }

  private static void sign(byte[] datagram, ByteBuffer request) {
    if (datagram.length >= 20) {
      datagram[1] = request.get(1);
      RadiusServerBytes.sign(datagram, request, Radius.SECRET.defaultValue());
    }
  }
}
