package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TcpFaultsTest {
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration FOREVER = Duration.ofDays(1);

  @Test
  void resettingAfter_request_sendsPartThenResets() throws Exception {
    try (TcpPeer peer = TcpPeer.resettingAfter(bytes("HTTP/1.1 20"));
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.read(11)).isEqualTo("HTTP/1.1 20");
      assertThatThrownBy(client::readByte)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void dripping_sendsOneByteEachInterval() throws Exception {
    long began = System.nanoTime(); // nothing is sent before a client has connected
    try (TcpPeer peer = TcpPeer.dripping(bytes("slow"), TICK)) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        assertThat(client.read(4)).isEqualTo("slow");
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(3 * TICK.toNanos());
        assertThat(peer.awaitClosed(Duration.ZERO)).as("it waits for the client").isFalse();
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void dripping_clientCloses_isNoFailure() throws Exception {
    try (TcpPeer peer = TcpPeer.dripping(new byte[1_000_000], Duration.ofMillis(1))) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        assertThat(client.readByte()).isZero();
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void dripping_close_endsAtOnce() throws Exception {
    TcpPeer peer = TcpPeer.dripping(bytes("never"), FOREVER);
    try (TcpTestClient client = new TcpTestClient(peer)) {
      assertThat(client.readByte()).isEqualTo('n');
      peer.close();
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void flooding_sendsUntilClientCloses() throws Exception {
    try (TcpPeer peer = TcpPeer.flooding(bytes("ab"))) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        assertThat(client.read(200_000)).isEqualTo("ab".repeat(100_000));
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void garbage_sameSeed_sameBytes() throws Exception {
    byte[] expected = new byte[1024];
    new Random(7).nextBytes(expected);
    try (TcpPeer peer = TcpPeer.garbage(7)) {
      for (int i = 0; i < 2; i++) {
        try (TcpTestClient client = new TcpTestClient(peer)) {
          assertThat(client.socket.getInputStream().readNBytes(1024)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void late_conversation_startsAfterDelay() throws Exception {
    long began = System.nanoTime();
    try (TcpPeer peer =
            TcpPeer.late(TICK, Script.expect(bytes("?")).reply(bytes("!")).thenClose());
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("?");
      assertThat(client.read(1)).isEqualTo("!");
      assertThat(System.nanoTime() - began).isGreaterThan(TICK.toNanos());
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void late_exception_isFailure() throws Exception {
    try (TcpPeer peer = TcpPeer.late(TICK, Script.expect(bytes("?")).thenClose());
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("!");
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures())
          .singleElement()
          .isInstanceOf(AssertionError.class)
          .extracting(Throwable::getMessage)
          .isEqualTo("expected 1 bytes [3f], but the client sent 1 bytes [21]");
    }
  }

  @Test
  void await_latch_delaysResponse() throws Exception {
    CountDownLatch now = new CountDownLatch(1);
    Script script = Script.expectAnything().await(now).reply(bytes("at last")).thenClose();
    try (TcpPeer peer = TcpPeer.serving(script);
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("?");
      assertThat(peer.awaitConnections(1, PATIENCE)).isTrue();
      assertThat(client.socket.getInputStream().available()).isZero();
      now.countDown();
      assertThat(client.read(7)).isEqualTo("at last");
    }
  }

  @Test
  void received_returnsDataOfEachClient() throws Exception {
    Script script =
        Script.builder().expectThrough(bytes("\r\n\r\n")).reply(bytes("ok")).thenClose();
    try (TcpPeer peer = TcpPeer.serving(script)) {
      for (String path : new String[] {"/one", "/two"}) {
        try (TcpTestClient client = new TcpTestClient(peer)) {
          client.send("GET " + path + "\r\n\r\n");
          assertThat(client.read(2)).isEqualTo("ok");
        }
      }
      assertThat(peer.received())
          .containsExactly(bytes("GET /one\r\n\r\n"), bytes("GET /two\r\n\r\n"));
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void received_isInOrderOfAcceptance() throws Exception {
    List<TcpTestClient> clients = new ArrayList<>();
    try (TcpPeer peer = TcpPeer.serving((in, out) -> out.write(in.readNBytes(3)))) {
      for (int i = 100; i < 200; i++) {
        clients.add(new TcpTestClient(peer));
      }
      assertThat(peer.awaitConnections(clients.size(), PATIENCE)).isTrue();
      for (int i = 199; i >= 100; i--) {
        clients.get(i - 100).send(Integer.toString(i));
        assertThat(clients.get(i - 100).read(3)).isEqualTo(Integer.toString(i));
      }
      assertThat(peer.received())
          .containsExactlyElementsOf(
              IntStream.range(100, 200).mapToObj(i -> bytes(Integer.toString(i))).toList());
    } finally {
      for (TcpTestClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void expectThrough_otherEnd_showsReceivedBytes() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.builder().expectThrough(bytes("\n")).thenClose());
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("hm");
      client.socket.shutdownOutput();
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures())
          .singleElement()
          .extracting(Throwable::getMessage)
          .isEqualTo(
              "expected bytes that end with 1 bytes [0a], but the client sent 2 bytes [68 6d]");
    }
  }

  @Test
  void badArguments_areRejected() {
    assertThatThrownBy(() -> TcpPeer.dripping(new byte[0], TICK))
        .hasMessage("bytes: none (expected: at least one)");
    assertThatThrownBy(() -> TcpPeer.dripping(new byte[1], Duration.ZERO))
        .hasMessage("interval: PT0S (expected: > 0)");
    assertThatThrownBy(() -> TcpPeer.late(Duration.ofSeconds(-1), (in, out) -> {}))
        .hasMessage("time: PT-1S (expected: > 0)");
    assertThatThrownBy(() -> Script.builder().garbage(0, 1))
        .hasMessage("length: 0 (expected: 1-1048576)");
  }
}
