package io.portprobe.protocols.internal.adws;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Dialogues with a server whose stream is the input of the fuzzer. */
class AdwsFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    AdwsProtocol protocol = new AdwsProtocol();
    var unusedStep =
        FuzzedPeer.stream(protocol, () -> TestDialogueContext.of(Transport.TCP, 9389), input);
    var unusedFacts = protocol.recognise(ByteBuffer.wrap(input).asReadOnlyBuffer());
  }
}
