package io.portprobe.protocols.internal.vnc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;

class VncFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    var unused =
        FuzzedPeer.stream(
            new VncProtocol(), () -> TestDialogueContext.of(Transport.TCP, 5900), input);
  }
}
