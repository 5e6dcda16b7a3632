package io.portprobe.protocols.internal.telnet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;

class TelnetFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    var unused =
        FuzzedPeer.stream(
            new TelnetProtocol(), () -> TestDialogueContext.of(Transport.TCP, 23), input);
  }
}
