package io.portprobe.protocols.internal.sip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.testing.protocol.TestDialogueContext;

/** The identifiers of the seeds are those of a dialogue with the seed of the test context. */
class SipFuzzTest {
  @FuzzTest
  void stream(byte[] input) {
    var unused =
        FuzzedPeer.stream(
            new SipProtocol(), () -> TestDialogueContext.of(Transport.TCP, 5060), input);
  }

  @FuzzTest
  void datagrams(byte[] input) {
    var unused =
        FuzzedPeer.datagrams(
            new SipProtocol().open(TestDialogueContext.of(Transport.UDP, 5060)),
            input,
            (datagram, request) -> {});
  }
}
