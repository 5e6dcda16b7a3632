package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UdpFaultsTest {
  private static final UdpPeer.Responder ECHO = List::of;
  private static final Duration TICK = Duration.ofMillis(20);

  @Test
  @EnabledOnOs({OS.LINUX, OS.WINDOWS})
  void respondingFromAnotherAddress_keepsPort() throws IOException {
    try (UdpPeer peer = UdpPeer.respondingFromAnotherAddress(ECHO);
        TestClient client = new TestClient(peer)) {
      DatagramPacket answer = client.request("hello").answer();
      assertThat(payload(answer)).isEqualTo("hello");
      assertThat(answer.getSocketAddress())
          .isEqualTo(new InetSocketAddress(Loopback.otherIpv4(), peer.port()));
    }
  }

  @Test
  void respondingFrom_foreignAddress_failsWithAddress() throws IOException {
    InetAddress documentation = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    assertThatThrownBy(() -> UdpPeer.at(Loopback.ipv4(), 0).respondingFrom(documentation, ECHO))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("peer at /127.0.0.1:0: ");
  }

  @Test
  void twice_sendsEachDatagramTwice() throws IOException {
    try (UdpPeer peer = UdpPeer.responding(ECHO.twice());
        TestClient client = new TestClient(peer)) {
      client.request("one");
      assertThat(payload(client.answer())).isEqualTo("one");
      assertThat(payload(client.answer())).isEqualTo("one");
    }
  }

  @Test
  void truncatedTo_shortensLongerDatagrams() throws IOException {
    try (UdpPeer peer = UdpPeer.responding(ECHO.truncatedTo(3));
        TestClient client = new TestClient(peer)) {
      assertThat(payload(client.request("hello").answer())).isEqualTo("hel");
      assertThat(payload(client.request("me").answer())).isEqualTo("me");
    }
  }

  @Test
  void withWrongId_invertsOnlyId() throws IOException {
    try (UdpPeer peer = UdpPeer.responding(ECHO.withWrongId(0, 2));
        TestClient client = new TestClient(peer)) {
      assertThat(payload(client.request("\u0000\u000frest").answer()))
          .isEqualTo("\u00ff\u00f0rest");
      assertThat(payload(client.request("\u0000").answer())).isEqualTo("\u00ff");
    }
  }

  @Test
  void afterLosing_ignoresFirstRequests() throws IOException {
    try (UdpPeer peer = UdpPeer.responding(ECHO.afterLosing(2));
        TestClient client = new TestClient(peer)) {
      client.request("one").request("two").request("three");
      assertThat(payload(client.answer())).isEqualTo("three");
      assertThat(peer.requests()).isEqualTo(3);
    }
  }

  @Test
  void garbage_sameRequest_sameBytes() throws IOException {
    try (UdpPeer peer = UdpPeer.responding(UdpPeer.Responder.garbage(3));
        TestClient client = new TestClient(peer)) {
      String first = payload(client.request("a").answer());
      assertThat(payload(client.request("b").answer())).isNotEqualTo(first);
      assertThat(payload(client.request("a").answer())).isEqualTo(first);
    }
  }

  @Test
  void respondingLate_otherRequests_areIndependent() throws Exception {
    try (UdpPeer peer = UdpPeer.respondingLate(TICK, ECHO);
        TestClient client = new TestClient(peer)) {
      long began = System.nanoTime();
      client.request("one").request("two");
      assertThat(peer.awaitRequests(2, PATIENCE)).isTrue();
      assertThat(List.of(payload(client.answer()), payload(client.answer())))
          .containsExactlyInAnyOrder("one", "two");
      assertThat(System.nanoTime() - began).isGreaterThan(TICK.toNanos());
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void respondingLate_close_releasesThreads() throws Exception {
    UdpPeer peer = UdpPeer.respondingLate(Duration.ofDays(1), ECHO);
    try (TestClient client = new TestClient(peer)) {
      client.request("one").request("two");
      assertThat(peer.awaitRequests(2, PATIENCE)).isTrue();
      peer.close();
      assertThat(OpenResources.threads("faultkit-udp-" + peer.port())).isEmpty();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void badArguments_areRejected() {
    assertThatThrownBy(() -> ECHO.truncatedTo(-1)).hasMessage("length: -1 (expected: >= 0)");
    assertThatThrownBy(() -> ECHO.withWrongId(-1, 2))
        .hasMessage("id: 2 bytes at -1 (expected: >= 1 at >= 0)");
    assertThatThrownBy(() -> ECHO.afterLosing(-1)).hasMessage("requests: -1 (expected: >= 0)");
    assertThatThrownBy(() -> UdpPeer.respondingLate(Duration.ZERO, ECHO))
        .hasMessage("delay: PT0S (expected: > 0)");
  }

  /** A client with one port, which accepts responses from any source. */
  private static final class TestClient implements AutoCloseable {
    private final UdpPeer peer;
    private final DatagramSocket socket;

    TestClient(UdpPeer peer) throws IOException {
      this.peer = peer;
      this.socket = new DatagramSocket(new InetSocketAddress(Loopback.ipv4(), 0));
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    TestClient request(String text) throws IOException {
      byte[] payload = bytes(text);
      socket.send(new DatagramPacket(payload, payload.length, peer.address()));
      return this;
    }

    DatagramPacket answer() throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
      socket.receive(packet);
      return packet;
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static String payload(DatagramPacket packet) {
    return new String(
        Arrays.copyOf(packet.getData(), packet.getLength()), StandardCharsets.ISO_8859_1);
  }
}
