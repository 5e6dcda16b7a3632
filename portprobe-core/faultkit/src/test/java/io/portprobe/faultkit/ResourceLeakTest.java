package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static io.portprobe.faultkit.TcpTestClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts sockets and threads of the whole process, so nothing else may run beside it. */
@EnabledOnOs(OS.LINUX)
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
class ResourceLeakTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, Supplier<Peer>> PEERS = new TreeMap<>();

  static {
    UdpPeer.Responder echo = List::of;
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    Script never = Script.builder().await(new CountDownLatch(1)).thenClose();
    PEERS.put("tcp refusing", TcpPeer::refusing);
    PEERS.put("tcp black hole", TcpPeer::blackHole);
    PEERS.put("tcp silent", TcpPeer::silent);
    PEERS.put("tcp closing", TcpPeer::closing);
    PEERS.put("tcp resetting", TcpPeer::resetting);
    PEERS.put("tcp resetting after", () -> TcpPeer.resettingAfter(bytes("a")));
    PEERS.put("tcp dripping", () -> TcpPeer.dripping(bytes("abc"), HOUR));
    PEERS.put("tcp flooding", () -> TcpPeer.flooding(bytes("a")));
    PEERS.put("tcp garbage", () -> TcpPeer.garbage(1));
    PEERS.put("tcp late", () -> TcpPeer.late(HOUR, never));
    PEERS.put("tcp told never", () -> TcpPeer.serving(never));
    PEERS.put("tls", () -> TcpPeer.tls(identity.context(), never));
    PEERS.put("switchable", () -> SwitchablePeer.serving(never));
    PEERS.put(
        "switchable, forwarding to nothing",
        () -> SwitchablePeer.forwardingTo(new InetSocketAddress(Loopback.ipv4(), 1)));
    PEERS.put("udp refusing", UdpPeer::refusing);
    PEERS.put("udp silent", UdpPeer::silent);
    PEERS.put("udp answering", () -> UdpPeer.responding(echo.twice()));
    PEERS.put("udp late", () -> UdpPeer.respondingLate(HOUR, echo));
    PEERS.put("udp from another port", () -> UdpPeer.respondingFromAnotherPort(echo));
    PEERS.put("udp from another address", () -> UdpPeer.respondingFromAnotherAddress(echo));
  }

  static Stream<String> peers() {
    return PEERS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("peers")
  void close_duringExchange_releasesSocketsAndThreads(String name) throws Exception {
    talkTo(name); // what the JDK keeps for itself, such as providers of random bytes, is there now
    Set<String> before = OpenResources.sockets();
    talkTo(name);
    assertThat(before).containsAll(OpenResources.sockets());
    assertThat(OpenResources.threads("faultkit-")).isEmpty();
  }

  private static void talkTo(String name) throws Exception {
    Peer peer = PEERS.get(name).get();
    assertThat(OpenResources.sockets()).as("sockets are counted at all").isNotEmpty();
    try {
      if (name.startsWith("udp")) {
        send(peer, !name.equals("udp refusing"));
      } else if (!name.equals("tcp refusing") && !name.equals("tcp black hole")) {
        try (TcpTestClient client = new TcpTestClient(peer)) {
          assertThat(awaitConnection(peer)).isTrue();
          peer.close();
          assertThat(client.socket.isConnected()).isTrue();
        }
      }
    } catch (SocketException e) {
      assertThat(name).as("%s", e).startsWith("tcp resetting"); // a reset may overtake connect()
    } finally {
      peer.close();
      peer.close();
    }
    assertThat(peer.failures()).isEmpty();
  }

  private static boolean awaitConnection(Peer peer) throws InterruptedException {
    return peer instanceof SwitchablePeer switchable
        ? switchable.awaitConnections(1, PATIENCE)
        : ((TcpPeer) peer).awaitConnections(1, PATIENCE);
  }

  private static void send(Peer peer, boolean heard) throws IOException, InterruptedException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Loopback.ipv4(), 0))) {
      socket.send(new DatagramPacket(new byte[1], 1, peer.address()));
      if (heard) {
        assertThat(((UdpPeer) peer).awaitRequests(1, PATIENCE)).isTrue();
      }
    }
  }
}
