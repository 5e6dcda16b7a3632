package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(names = {"AUTO", "NIO"})
class TcpProbeTest {
  @Parameter IoMode ioMode;

  private ProbeClient client;
  private ScriptedResolver resolver;

  @BeforeEach
  void openClient() {
    resolver = new ScriptedResolver();
    client =
        ProbeClient.builder()
            .ioMode(ioMode)
            .timeout(ofSeconds(20))
            .withoutDiscovery()
            .resolver(resolver::resolve)
            .build();
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void acceptingPort_isListening() {
    try (TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.ACCEPTED);
      assertThat(report.agrees()).isTrue();
      assertThat(report.attempts()).hasSize(1);
      Attempt attempt = report.attempts().get(0);
      assertThat(attempt.remote()).isEqualTo(peer.address());
      assertThat(attempt.local().orElseThrow().getAddress()).isEqualTo(peer.address().getAddress());
      assertThat(attempt.sent()).isEqualTo(1);
      assertThat(attempt.dialogue()).isEmpty();
    }
  }

  @Test
  void refusingPort_isNotListening() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      ProbeReport report = client.probe(endpointOf(peer)).report().join();

      assertThat(report.state()).isEqualTo(PortState.NOT_LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.REFUSED);
      assertThat(report.attempts().get(0).evidence()).startsWith("ECONNREFUSED: a reset");
    }
  }

  @Test
  void silentPort_isFilteredAtTheDeadline() {
    try (TcpPeer peer = TcpPeer.blackHole()) {
      ProbeReport report = client.probe(endpointOf(peer)).timeout(ofMillis(800)).report().join();

      assertThat(report.state()).isEqualTo(PortState.FILTERED);
      assertThat(report.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(report.elapsed()).isGreaterThanOrEqualTo(ofMillis(800));
    }
  }

  @Test
  void portThatResetsAfterAccepting_isListening() {
    try (TcpPeer peer = TcpPeer.resetting()) {
      for (int i = 0; i < 50; i++) { // the reset may come before or after the loop looks
        ProbeReport report = client.probe(endpointOf(peer)).report().join();
        assertThat(report.state()).isEqualTo(PortState.LISTENING);
        assertThat(report.reason()).isEqualTo(Reason.ACCEPTED);
      }
    }
  }

  @Test
  void ipv6Address_isProbed() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
      ProbeReport report = client.tcp("[::1]", server.getLocalPort()).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.attempts().get(0).remote().getAddress()).isInstanceOf(Inet6Address.class);
    }
  }

  @Test
  void name_allAddressesAreProbed_listeningWins() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      resolver.resolving(
          "two.test", InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1"));

      ProbeReport report = client.tcp("two.test", peer.port()).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.agrees()).isFalse();
      assertThat(report.attempts())
          .extracting(Attempt::state)
          .containsExactly(PortState.NOT_LISTENING, PortState.LISTENING);
    }
  }

  @Test
  void name_reportHasAllAddressesAndTheResolutionTime() throws Exception {
    InetAddress first = InetAddress.getByName("127.0.0.1");
    InetAddress second = InetAddress.getByName("127.0.0.2");
    resolver.slow("slow.test", ofMillis(50), first, second, first);
    try (TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report =
          client.tcp("slow.test", peer.port()).addresses(AddressSelection.FIRST).report().join();
      assertThat(report.attempts()).hasSize(1);
      assertThat(report.addresses()).containsExactly(first, second);
      assertThat(report.resolutionTime()).isBetween(ofMillis(50), report.elapsed());
      assertThat(report.explain())
          .containsPattern("slow\\.test resolved in .* to 127\\.0\\.0\\.1, 127\\.0\\.0\\.2\\.");

      ProbeReport literal = client.tcp("127.0.0.1", peer.port()).report().join();
      assertThat(literal.addresses()).containsExactly(first);
      assertThat(literal.explain()).doesNotContain("looked up");
    }
  }

  @Test
  void addressSelection_limitsTheProbedAddresses() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      resolver.resolving(
          "two.test", InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1"));
      PortProbe probe = client.tcp("two.test", peer.port());

      assertThat(probe.addresses(AddressSelection.FIRST).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
      assertThat(probe.addresses(AddressSelection.IPV6).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
      assertThat(probe.addresses(AddressSelection.IPV4).report().join().attempts())
          .extracting(Attempt::state)
          .containsExactly(PortState.LISTENING);
    }
  }

  @Test
  void sourceAddressAndPort_areUsed() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      int port = peer.port(); // the peer has it on 127.0.0.1 only

      Attempt attempt =
          client
              .probe(endpointOf(peer))
              .sourceAddress(InetAddress.getByName("127.0.0.2"))
              .sourcePort(port)
              .report()
              .join()
              .attempts()
              .get(0);

      assertThat(attempt.local().orElseThrow().getHostString()).isEqualTo("127.0.0.2");
      assertThat(attempt.local().orElseThrow().getPort()).isEqualTo(port);
    }
  }

  @Test
  void sourcePortInUse_isLocalFault() throws Exception {
    try (TcpPeer peer = TcpPeer.silent();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      PortProbe probe =
          client
              .probe(endpointOf(peer))
              .sourceAddress(InetAddress.getByName("127.0.0.1"))
              .sourcePort(taken.getLocalPort());

      assertThatThrownBy(() -> probe.state().join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void selfConnect_isNotListening() throws Exception {
    try (TcpPeer reserving = TcpPeer.refusing()) {
      int port = reserving.port(); // on 127.0.0.1, so it is free on 127.0.0.2

      // A probe of a port from the same port connects a socket to itself.
      PortProbe probe =
          client
              .tcp("127.0.0.2", port)
              .sourceAddress(InetAddress.getByName("127.0.0.2"))
              .sourcePort(port);

      assertThatThrownBy(() -> probe.state().join())
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("source port equals the probed port");
    }
  }

  @Test
  void manyPortsAtOnce_eachHasItsResult() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      var states =
          java.util.stream.IntStream.range(0, 400)
              .mapToObj(i -> client.probe(endpointOf((i % 2 == 0 ? open : closed))).state())
              .toList();

      for (int i = 0; i < states.size(); i++) {
        assertThat(states.get(i).join())
            .isEqualTo(i % 2 == 0 ? PortState.LISTENING : PortState.NOT_LISTENING);
      }
    }
  }
}
