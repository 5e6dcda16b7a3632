package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class ScriptTest {
  @Test
  void expect_anyPieces_thenReply() throws Exception {
    Script script =
        Script.expect(bytes("one"))
            .reply(bytes("1"))
            .expect(bytes("two"))
            .reply(bytes("2"))
            .thenClose();
    try (TcpPeer peer = TcpPeer.serving(script)) {
      for (int connection = 0; connection < 2; connection++) {
        try (TcpTestClient client = new TcpTestClient(peer)) {
          client.send("o");
          client.send("ne");
          assertThat(client.read(1)).isEqualTo("1");
          client.send("two");
          assertThat(client.read(1)).isEqualTo("2");
          assertThat(client.readByte()).isEqualTo(-1);
        }
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void expect_otherBytes_showsBoth() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.expect(bytes("PING")).thenClose());
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("PONG");
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures())
          .singleElement()
          .isInstanceOf(AssertionError.class)
          .extracting(Throwable::getMessage)
          .isEqualTo("expected 4 bytes [50 49 4e 47], but the client sent 4 bytes [50 4f 4e 47]");
    }
  }

  @Test
  void expect_endOfStream_showsReceivedBytes() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.expect(bytes("PING")).thenClose());
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("PI");
      client.socket.shutdownOutput();
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures())
          .singleElement()
          .extracting(Throwable::getMessage)
          .isEqualTo("expected 4 bytes [50 49 4e 47], but the client sent 2 bytes [50 49]");
    }
  }

  @Test
  void thenReset_resetsConnection() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.expect(bytes("a")).thenReset());
        TcpTestClient client = new TcpTestClient(peer)) {
      client.send("a");
      assertThatThrownBy(client::readByte)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void thenSilence_readsUntilClientCloses() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("hello")).thenSilence())) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        assertThat(client.read(5)).isEqualTo("hello");
        client.socket.setSoTimeout(200);
        assertThatThrownBy(client::readByte).isInstanceOf(SocketTimeoutException.class);
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void thenFlood_sendsUntilClientCloses() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.expect(bytes("go")).thenFlood(bytes("ab")))) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        client.send("go");
        assertThat(client.read(200_000)).isEqualTo("ab".repeat(100_000));
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void thenFlood_noBytes_isRejected() {
    Script.Builder draft = Script.reply(bytes("hello"));
    assertThatThrownBy(() -> draft.thenFlood(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes: none (expected: at least one)");
  }

  @Test
  void arrays_areCopied() throws Exception {
    byte[] told = bytes("hello");
    Script script = Script.reply(told).thenClose();
    told[0] = 'j';
    try (TcpPeer peer = TcpPeer.serving(script);
        TcpTestClient client = new TcpTestClient(peer)) {
      assertThat(client.read(5)).isEqualTo("hello");
    }
  }
}
