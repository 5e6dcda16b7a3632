package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TcpPeerTest {
  private static final Duration MOMENT = Duration.ofMillis(300);

  @Test
  void refusing_eachConnect_isRefused() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> new TcpTestClient(peer)).isInstanceOf(ConnectException.class);
      }
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void refusing_reservesPortUntilClosed() throws IOException {
    TcpPeer peer = TcpPeer.refusing();
    assertThatThrownBy(() -> TcpPeer.at(peer.address().getAddress(), peer.port()).silent())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + peer.port());
    peer.close();
    try (ServerSocket free = new ServerSocket(peer.port(), 1, InetAddress.getByName(peer.host()))) {
      assertThat(free.getLocalPort()).isEqualTo(peer.port());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void blackHole_connect_timesOut() {
    try (TcpPeer peer = TcpPeer.blackHole()) {
      assertThatThrownBy(() -> new TcpTestClient(peer, MOMENT))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void silent_sendsNothingAndSeesClose() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      try (TcpTestClient client = new TcpTestClient(peer)) {
        client.send("anybody?");
        client.socket.setSoTimeout((int) MOMENT.toMillis());
        assertThatThrownBy(client::readByte).isInstanceOf(SocketTimeoutException.class);
        assertThat(peer.awaitConnections(1, PATIENCE)).isTrue();
        assertThat(peer.awaitClosed(Duration.ZERO)).isFalse();
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void closing_endsStreamAtOnce() throws Exception {
    try (TcpPeer peer = TcpPeer.closing();
        TcpTestClient client = new TcpTestClient(peer)) {
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
    }
  }

  @Test
  void resetting_resetsEachConnection() throws Exception {
    try (TcpPeer peer = TcpPeer.resetting()) {
      // The reset may overtake the end of connect(), too.
      assertThatThrownBy(
              () -> {
                try (TcpTestClient client = new TcpTestClient(peer)) {
                  client.readByte();
                }
              })
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.connections()).isOne();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void serving_runsOneConversationPerClient() throws Exception {
    TcpPeer.Conversation echoFour = (in, out) -> out.write(in.readNBytes(4));
    try (TcpPeer peer = TcpPeer.serving(echoFour)) {
      try (TcpTestClient first = new TcpTestClient(peer);
          TcpTestClient second = new TcpTestClient(peer)) {
        second.send("two.");
        first.send("one.");
        assertThat(first.read(5)).isEqualTo("one.");
        assertThat(second.read(5)).isEqualTo("two.");
        assertThat(peer.connections()).isEqualTo(2);
        assertThat(peer.awaitClosed(Duration.ZERO)).as("the clients are still there").isFalse();
      }
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
    }
  }

  @Test
  void conversation_exception_isFailureAndCloses() throws Exception {
    AssertionError error = new AssertionError("not what I expected");
    TcpPeer.Conversation failing =
        (in, out) -> {
          throw error;
        };
    try (TcpPeer peer = TcpPeer.serving(failing);
        TcpTestClient client = new TcpTestClient(peer)) {
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.failures()).containsExactly(error);
    }
  }

  @Test
  void conversation_reset_resetsConnection() throws Exception {
    TcpPeer.Conversation rude =
        (in, out) -> {
          out.write(bytes("!"));
          in.readNBytes(1);
          throw TcpPeer.reset();
        };
    try (TcpPeer peer = TcpPeer.serving((in, out) -> rude.run(in, out));
        TcpTestClient client = new TcpTestClient(peer)) {
      assertThat(client.read(1)).isEqualTo("!");
      client.send("?");
      assertThatThrownBy(client::readByte)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void close_releasesThreadsAndConnections() throws Exception {
    TcpPeer peer = TcpPeer.serving((in, out) -> in.transferTo(out));
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("!");
      assertThat(client.read(1)).isEqualTo("!");
      assertThat(threadsOf(peer)).as("one that accepts, one that talks").isEqualTo(2);
      peer.close();
      peer.close();
      assertThat(threadsOf(peer)).isZero();
      assertThat(client.readByte()).isEqualTo(-1);
      assertThatThrownBy(() -> new TcpTestClient(peer)).isInstanceOf(ConnectException.class);
      assertThat(peer.failures()).as("ended by close()").isEmpty();
    }
  }

  @Test
  void close_interruptsWaitingConversation() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    TcpPeer.Conversation stuck =
        (in, out) -> {
          held.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        };
    TcpPeer peer = TcpPeer.serving(stuck);
    try (TcpTestClient client = new TcpTestClient(peer)) {
      assertThat(held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      peer.close();
      assertThat(interrupted.getCount()).isZero();
      assertThat(threadsOf(peer)).isZero();
      assertThat(client.socket.isConnected()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void at_sharedPort_addressesDiffer() throws Exception {
    try (TcpPeer silent = TcpPeer.silent();
        TcpPeer refusing =
            TcpPeer.at(InetAddress.getByName("127.0.0.2"), silent.port()).refusing();
        TcpTestClient client = new TcpTestClient(silent)) {
      assertThat(client.socket.isConnected()).isTrue();
      assertThat(refusing.port()).isEqualTo(silent.port());
      assertThat(refusing.host()).isEqualTo("127.0.0.2");
      assertThatThrownBy(() -> new TcpTestClient(refusing)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void accessors_returnAddressAndPort() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(peer.host()).isEqualTo("127.0.0.1");
      assertThat(peer.port()).isPositive();
      assertThat(peer.address().getPort()).isEqualTo(peer.port());
      assertThat(peer).hasToString("tcp://127.0.0.1:" + peer.port());
    }
  }

  private static long threadsOf(TcpPeer peer) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("faultkit-tcp-" + peer.port()))
        .count();
  }
}
