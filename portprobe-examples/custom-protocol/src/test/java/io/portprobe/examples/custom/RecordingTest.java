package io.portprobe.examples.custom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.testing.protocol.ConversationRecorder;
import io.portprobe.testing.protocol.RecordedConversation;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void recordedServer_isReplayed(@TempDir Path folder) {
    // In your test, the address of a real server instead of the peer.
    Script script =
        Script.expect(bytes("version\r\n")).reply(bytes("VERSION 1.6.18\r\n")).thenSilence();
    try (TcpPeer server = TcpPeer.serving(script);
        ConversationRecorder recorder =
            ConversationRecorder.tcp(new InetSocketAddress("127.0.0.1", server.port()));
        ProbeClient client = ProbeClient.create()) {
      Endpoint proxy = Endpoint.tcp("127.0.0.1", recorder.address().getPort());
      assertEquals(1, client.probe(proxy).as("memcached").report().join().findings().size());

      RecordedConversation recorded = recorder.stop();
      recorded.write(folder.resolve("memcached.txt"), "memcached 1.6.18");
      List<ByteBuffer> response = recorded.response(ByteBuffer.wrap(bytes("version\r\n")));
      assertEquals("VERSION 1.6.18\r\n", US_ASCII.decode(response.get(0)).toString());
    }
  }
}
