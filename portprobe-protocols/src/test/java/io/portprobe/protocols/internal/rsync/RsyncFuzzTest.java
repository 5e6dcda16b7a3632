package io.portprobe.protocols.internal.rsync;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.rsync.Rsync;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;

class RsyncFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    var unused =
        FuzzedPeer.stream(
            new RsyncProtocol(),
            () -> TestDialogueContext.of(Transport.TCP, 873).with(Rsync.MODULES, true),
            input);
  }
}
