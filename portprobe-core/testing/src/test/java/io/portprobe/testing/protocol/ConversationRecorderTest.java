package io.portprobe.testing.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConversationRecorderTest {
  private static InetSocketAddress at(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void greetingRequestResponseAndEnd_areRecorded() throws Exception {
    try (TcpPeer server =
            TcpPeer.serving(
                (in, out) -> {
                  out.write(bytes("hello\n"));
                  out.flush();
                  in.readNBytes(5);
                  out.write(bytes("pong\n"));
                });
        ConversationRecorder recorder = ConversationRecorder.tcp(at(server.port()));
        Socket client = new Socket()) {
      client.connect(recorder.address());
      assertThat(client.getInputStream().readNBytes(6)).isEqualTo(bytes("hello\n"));
      client.getOutputStream().write(bytes("ping\n"));
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("pong\n"));

      assertThat(recorder.stop())
          .isEqualTo(
              RecordedConversation.parse(
                  "tcp\n< 68656c6c6f0a\n> 70696e670a\n< 706f6e670a\nclosed\n"));
    }
  }

  @Test
  void endAfterThatOfTheClient_isNotRecorded() throws Exception {
    try (TcpPeer server =
            TcpPeer.serving(
                (in, out) -> {
                  in.readNBytes(1);
                  out.write(1);
                  out.flush();
                  in.readAllBytes();
                });
        ConversationRecorder recorder = ConversationRecorder.tcp(at(server.port()));
        Socket client = new Socket()) {
      client.connect(recorder.address());
      client.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);

      assertThat(recorder.stop().closesStream()).isFalse();
    }
  }

  @Test
  void datagrams_areRecorded_aRetransmissionOnce() throws Exception {
    try (DatagramSocket server = new DatagramSocket(at(0));
        ConversationRecorder recorder = ConversationRecorder.udp(at(server.getLocalPort()));
        DatagramSocket client = new DatagramSocket(at(0))) {
      CompletableFuture<Void> serving =
          CompletableFuture.runAsync(
              () -> {
                try {
                  DatagramPacket packet = new DatagramPacket(new byte[9], 9);
                  server.receive(packet);
                  server.receive(packet);
                  server.send(new DatagramPacket(new byte[] {2}, 1, packet.getSocketAddress()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      client.send(new DatagramPacket(new byte[] {1}, 1, recorder.address()));
      client.send(new DatagramPacket(new byte[] {1}, 1, recorder.address()));
      DatagramPacket reply = new DatagramPacket(new byte[9], 9);
      client.receive(reply);
      serving.join();

      assertThat(Arrays.copyOf(reply.getData(), reply.getLength())).containsExactly(2);
      assertThat(recorder.stop()).isEqualTo(RecordedConversation.parse("udp\n> 01\n< 02\n"));
    }
  }

  @Test
  void nothing_isNoRecording() {
    try (ConversationRecorder recorder = ConversationRecorder.tcp(at(9))) {
      assertThatThrownBy(recorder::stop)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("messages: none (expected: a conversation with ");
    }
  }
}
