package io.portprobe.protocols.internal.dns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Dialogues with link-local responders whose messages are the input of the fuzzer, each preceded by
 * its length in two bytes. A message with id 0 gets the id of the last query.
 */
class LinkLocalFuzzTest {
  static TestDialogueContext context(Transport transport, int port) {
    try {
      return TestDialogueContext.of(transport, port)
          .withHost("printer", InetAddress.getByAddress(new byte[] {(byte) 198, 18, 90, 1}));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void setId(byte[] datagram, ByteBuffer query) {
    if (datagram.length >= 2 && datagram[0] == 0 && datagram[1] == 0) {
      query.get(query.position(), datagram, 0, 2);
    }
  }

  private static void run(Protocol protocol, int port, byte[] input) {
    var unusedStep =
        FuzzedPeer.datagrams(
            protocol.open(context(Transport.UDP, port)), input, LinkLocalFuzzTest::setId);
  }

  @FuzzTest
  void mdns(byte[] input) {
    run(new MdnsProtocol(), 5353, input);
  }

  @FuzzTest
  void llmnr(byte[] input) {
    run(new LlmnrProtocol(), 5355, input);
    var unusedStep =
        FuzzedPeer.stream(new LlmnrProtocol(), () -> context(Transport.TCP, 5355), input);
  }
}
