package io.portprobe.protocols.internal.ssh;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;

class SshFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    var unused =
        FuzzedPeer.stream(
            new SshProtocol(), () -> TestDialogueContext.of(Transport.TCP, 22), input);
  }
}
