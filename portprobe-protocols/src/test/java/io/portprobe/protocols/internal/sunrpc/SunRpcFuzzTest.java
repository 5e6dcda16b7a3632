package io.portprobe.protocols.internal.sunrpc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** The transaction ids of the seeds are those of a dialogue with the seed of the test context. */
class SunRpcFuzzTest {
  @FuzzTest
  void registryStream(byte[] input) {
    stream(new RpcBindProtocol(), 111, input);
  }

  @FuzzTest
  void registryDatagrams(byte[] input) {
    datagrams(new RpcBindProtocol(), 111, input);
  }

  @FuzzTest
  void versionsStream(byte[] input) {
    stream(new NfsProtocol(), 2049, input);
  }

  @FuzzTest
  void versionsDatagrams(byte[] input) {
    datagrams(new NfsProtocol(), 2049, input);
  }

  @FuzzTest
  void mountdStream(byte[] input) {
    stream(new MountdProtocol(), 635, input);
  }

  @FuzzTest
  void mountdDatagrams(byte[] input) {
    datagrams(new MountdProtocol(), 635, input);
  }

  private static void stream(Protocol protocol, int port, byte[] input) {
    var unused =
        FuzzedPeer.stream(protocol, () -> TestDialogueContext.of(Transport.TCP, port), input);
  }

  private static void datagrams(Protocol protocol, int port, byte[] input) {
    var unused =
        FuzzedPeer.datagrams(
            protocol.open(TestDialogueContext.of(Transport.UDP, port)),
            input,
            SunRpcFuzzTest::setTransactionId);
  }

  private static void setTransactionId(byte[] datagram, ByteBuffer call) {
    if (datagram.length >= 4) {
      call.get(datagram, 0, 4);
    }
  }
}
