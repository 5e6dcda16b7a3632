package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchablePeerTest {
  private final TcpPeer echo = TcpPeer.serving((in, out) -> in.transferTo(out));
  private SwitchablePeer peer;

  @BeforeEach
  void forward() {
    peer = SwitchablePeer.forwardingTo(echo.address());
  }

  @AfterEach
  void close() {
    peer.close();
    echo.close();
  }

  private void behaveAs(String kind) {
    if (kind.equals("serving")) {
      peer.close();
      peer = SwitchablePeer.serving((in, out) -> in.transferTo(out));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwarding", "serving"})
  void none_passesOnDataAndEnds(String kind) throws Exception {
    behaveAs(kind);
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("hello");
      assertThat(client.read(5)).isEqualTo("hello");
      client.socket.shutdownOutput();
      assertThat(client.readByte()).isEqualTo(-1);
    }
    assertThat(peer.awaitClosed(PATIENCE)).isTrue();
    assertThat(peer.connections()).isOne();
    assertThat(peer.received()).containsExactly(bytes("hello"));
    assertThat(peer.failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwarding", "serving"})
  void delay_holdsBackDataUntilSwitched(String kind) throws Exception {
    behaveAs(kind);
    try (TcpTestClient client = new TcpTestClient(peer)) {
      peer.switchTo(TcpFault.delay(ofMillis(100)));
      long started = System.nanoTime();
      client.send("a");
      assertThat(client.read(1)).isEqualTo("a");
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .as("delayed in both directions")
          .isGreaterThanOrEqualTo(ofMillis(200));

      peer.switchTo(TcpFault.delay(ofHours(1)));
      client.send("b");
      peer.switchTo(TcpFault.none());
      assertThat(client.read(1)).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwarding", "serving"})
  void cutAfter_closesAfterTheBytes(String kind) throws Exception {
    behaveAs(kind);
    peer.switchTo(TcpFault.cutAfter(3));
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("hello");
      assertThat(client.read(3)).isEqualTo("hel");
      assertThat(client.readByte()).isEqualTo(-1);
    }
    assertThat(peer.awaitClosed(PATIENCE)).isTrue();
    assertThat(peer.failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwarding", "serving"})
  void resetAfter_resetsOpenConnections(String kind) throws Exception {
    behaveAs(kind);
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("hello");
      assertThat(client.read(5)).isEqualTo("hello");
      peer.switchTo(TcpFault.resetAfter(4));

      assertThatThrownBy(client::readByte).isInstanceOf(SocketException.class);
    }
    assertThat(peer.awaitClosed(PATIENCE)).isTrue();
    assertThat(peer.failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwarding", "serving"})
  void halfOpen_isSilentUntilSwitched(String kind) throws Exception {
    behaveAs(kind);
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("a");
      assertThat(client.read(1)).isEqualTo("a");
      peer.switchTo(TcpFault.halfOpen());
      client.send("b");
      client.socket.shutdownOutput();
      client.socket.setSoTimeout(100);
      assertThatThrownBy(client::readByte).isInstanceOf(SocketTimeoutException.class);

      client.socket.setSoTimeout((int) PATIENCE.toMillis());
      peer.switchTo(TcpFault.none());
      assertThat(client.read(1)).isEqualTo("b");
      assertThat(client.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void refuse_resetsAndRefusesUntilSwitched() throws Exception {
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("a");
      assertThat(client.read(1)).isEqualTo("a");
      peer.switchTo(TcpFault.refuse());

      assertThatThrownBy(client::readByte).isInstanceOf(SocketException.class);
    }
    assertThatThrownBy(() -> new TcpTestClient(peer).close()).isInstanceOf(ConnectException.class);
    assertThat(peer.fault()).hasToString("refuse");
    peer.switchTo(TcpFault.none());
    try (TcpTestClient client = new TcpTestClient(peer)) {
      client.send("b");
      assertThat(client.read(1)).isEqualTo("b");
    }
    assertThat(peer.failures()).isEmpty();
  }

  @Test
  void forwarding_serverRefuses_acceptsAndCloses() throws Exception {
    try (TcpPeer nothing = TcpPeer.refusing();
        SwitchablePeer proxy = SwitchablePeer.forwardingTo(nothing.address());
        TcpTestClient client = new TcpTestClient(proxy)) {
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(proxy.failures()).isEmpty();
    }
  }

  @Test
  void forwarding_serverResets_isForwarded() throws Exception {
    try (TcpPeer server = TcpPeer.resettingAfter(bytes("part"));
        SwitchablePeer proxy = SwitchablePeer.forwardingTo(server.address());
        TcpTestClient client = new TcpTestClient(proxy)) {
      client.send("a");
      assertThatThrownBy(
              () -> {
                int octet;
                do {
                  octet = client.readByte();
                } while (octet >= 0);
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void close_duringEachFault_endsAllThreads() throws Exception {
    for (TcpFault fault :
        new TcpFault[] {TcpFault.none(), TcpFault.delay(ofHours(1)), TcpFault.halfOpen()}) {
      SwitchablePeer closing = SwitchablePeer.forwardingTo(echo.address());
      try (TcpTestClient client = new TcpTestClient(closing)) {
        client.send("a");
        assertThat(closing.awaitConnections(1, PATIENCE)).isTrue();
        closing.switchTo(fault);
        closing.close();
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("faultkit-switch-" + closing.port()));
      assertThat(closing.failures()).isEmpty();
      assertThatThrownBy(() -> closing.switchTo(TcpFault.none()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void conversationThatThrows_isAFailure() throws Exception {
    IOException defect = new IOException("a defect of the conversation");
    try (SwitchablePeer broken =
            SwitchablePeer.serving(
                (in, out) -> {
                  throw defect;
                });
        TcpTestClient client = new TcpTestClient(broken)) {
      assertThat(client.readByte()).isEqualTo(-1);
      assertThat(broken.failures()).containsExactly(defect);
    }
  }

  @Test
  void faults_haveTextAndRange() {
    assertThat(TcpFault.delay(ofMillis(500))).hasToString("delay 500 ms");
    assertThat(TcpFault.cutAfter(100)).hasToString("cut after 100 bytes");
    assertThat(TcpFault.resetAfter(0)).hasToString("reset after 0 bytes");
    assertThat(TcpFault.halfOpen()).hasToString("half-open");
    assertThat(TcpFault.none()).hasToString("none");
    assertThatThrownBy(() -> TcpFault.delay(Duration.ZERO))
        .hasMessage("delay: PT0S (expected: more than zero, at most PT24H)");
    assertThatThrownBy(() -> TcpFault.cutAfter(-1)).hasMessage("bytes: -1 (expected: 0 or more)");
    assertThatThrownBy(() -> TcpFault.resetAfter(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
