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
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UdpPeerTest {
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void refusing_request_isPortUnreachable() throws IOException {
    try (UdpPeer peer = UdpPeer.refusing();
        DatagramSocket client = new DatagramSocket()) {
      client.connect(peer.address());
      client.setSoTimeout((int) PATIENCE.toMillis());
      send(client, peer, "anybody?");
      assertThatThrownBy(() -> receive(client)).isInstanceOf(PortUnreachableException.class);
      assertThat(peer.requests()).isZero();
    }
  }

  @Test
  void refusing_reservesPortUntilClosed() throws IOException {
    UdpPeer peer = UdpPeer.refusing();
    assertThatThrownBy(() -> UdpPeer.at(peer.address().getAddress(), peer.port()).silent())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + peer.port());
    peer.close();
    try (DatagramSocket free = new DatagramSocket(peer.address())) {
      assertThat(free.getLocalPort()).isEqualTo(peer.port());
    }
  }

  @Test
  void silent_receivesAndNeverResponds() throws Exception {
    try (UdpPeer peer = UdpPeer.silent();
        DatagramSocket client = new DatagramSocket()) {
      send(client, peer, "one");
      send(client, peer, "");
      assertThat(peer.awaitRequests(2, PATIENCE)).isTrue();
      assertThat(peer.requests()).isEqualTo(2);
      assertThat(peer.received()).containsExactly(bytes("one"), bytes(""));
      client.setSoTimeout(200);
      assertThatThrownBy(() -> receive(client)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void responding_sendsEachResponseFromPort() throws Exception {
    UdpPeer.Responder twice = request -> List.of(request, bytes("and again"));
    try (UdpPeer peer = UdpPeer.responding(twice);
        DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout((int) PATIENCE.toMillis());
      send(client, peer, "hello");
      DatagramPacket first = receive(client);
      assertThat(payload(first)).isEqualTo(bytes("hello"));
      assertThat(first.getSocketAddress()).isEqualTo(peer.address());
      assertThat(payload(receive(client))).isEqualTo(bytes("and again"));
    }
  }

  @Test
  void respondingFromAnotherPort_changesSourcePort() throws Exception {
    try (UdpPeer peer = UdpPeer.respondingFromAnotherPort(List::of);
        DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout((int) PATIENCE.toMillis());
      send(client, peer, "hello");
      DatagramPacket answer = receive(client);
      assertThat(payload(answer)).isEqualTo(bytes("hello"));
      assertThat(answer.getAddress()).isEqualTo(peer.address().getAddress());
      assertThat(answer.getPort()).isNotEqualTo(peer.port());
    }
  }

  @Test
  void responder_exception_isFailureAndPeerContinues() throws Exception {
    AssertionError error = new AssertionError("not what I expected");
    UdpPeer.Responder answers =
        request -> {
          if (request.length == 0) {
            throw error;
          }
          return List.of(request);
        };
    try (UdpPeer peer = UdpPeer.responding(answers);
        DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout((int) PATIENCE.toMillis());
      send(client, peer, "");
      send(client, peer, "still there?");
      assertThat(payload(receive(client))).isEqualTo(bytes("still there?"));
      assertThat(peer.failures()).containsExactly(error);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void at_sharedPort_addressesDiffer() throws Exception {
    try (UdpPeer silent = UdpPeer.silent();
        UdpPeer answering =
            UdpPeer.at(InetAddress.getByName("127.0.0.2"), silent.port()).responding(List::of);
        DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout((int) PATIENCE.toMillis());
      send(client, answering, "hello");
      assertThat(receive(client).getSocketAddress()).isEqualTo(answering.address());
      assertThat(answering.port()).isEqualTo(silent.port());
      assertThat(silent.requests()).isZero();
    }
  }

  @Test
  void close_releasesThread() {
    UdpPeer peer = UdpPeer.silent();
    assertThat(threadsOf(peer)).isOne();
    peer.close();
    peer.close();
    assertThat(threadsOf(peer)).isZero();
    assertThat(peer.failures()).isEmpty();
  }

  @Test
  void accessors_returnAddressAndPort() {
    try (UdpPeer peer = UdpPeer.silent()) {
      assertThat(peer.host()).isEqualTo("127.0.0.1");
      assertThat(peer.port()).isPositive();
      assertThat(peer).hasToString("udp://127.0.0.1:" + peer.port());
    }
  }

  private static long threadsOf(UdpPeer peer) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("faultkit-udp-" + peer.port()))
        .count();
  }

  private static void send(DatagramSocket client, UdpPeer peer, String text) throws IOException {
    byte[] payload = bytes(text);
    client.send(new DatagramPacket(payload, payload.length, peer.address()));
  }

  private static DatagramPacket receive(DatagramSocket client) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    client.receive(packet);
    return packet;
  }

  private static byte[] payload(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }
}
