package io.portprobe.testcontainers;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.spi.Protocols;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PeerFrom;
import io.portprobe.testing.junit.PortprobeExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

@ExtendWith(PortprobeExtension.class)
class PortprobeWaitStrategyTest {
  static DirectoryPeer directory() {
    return DirectoryPeer.start();
  }

  static TcpPeer greeter() {
    return TcpPeer.serving(Script.reply("220 ready\r\n".getBytes(US_ASCII)).thenSilence());
  }

  private static FakeContainer container(Peer peer) {
    return FakeContainer.tcp(Map.of(389, peer));
  }

  @Test
  @DisplayName("The strategy is set like any other")
  void isSet() {
    assertThatCode(PortprobeWaitStrategyTest::openLdap).doesNotThrowAnyException();
  }

  private static void openLdap() {
    // README: testcontainers
    GenericContainer<?> openLdap =
        new GenericContainer<>("osixia/openldap:1.5.0")
            .withExposedPorts(389, 636)
            .waitingFor(PortprobeWaitStrategy.untilSpeaking("ldap", 389));
    // end
    assertThat(openLdap.getExposedPorts()).containsExactly(389, 636);
  }

  @Test
  @DisplayName("The strategy ends when every exposed port is listening")
  void listening(@Faulty(Fault.SILENT) TcpPeer one, @Faulty(Fault.SILENT) TcpPeer other)
      throws InterruptedException {
    PortprobeWaitStrategy.untilListening()
        .waitUntilReady(FakeContainer.tcp(Map.of(80, one, 443, other)));

    assertThat(one.awaitConnections(1, ofSeconds(20))).isTrue();
    assertThat(other.awaitConnections(1, ofSeconds(20))).isTrue();
  }

  @Test
  @DisplayName("The strategy ends when the named ports speak the protocol")
  void speaking(
      @PeerFrom("directory") DirectoryPeer directory, @Faulty(Fault.REFUSING) TcpPeer other) {
    FakeContainer container = FakeContainer.tcp(Map.of(389, directory, 8080, other));

    assertThatCode(() -> PortprobeWaitStrategy.untilSpeaking("ldap", 389).waitUntilReady(container))
        .doesNotThrowAnyException();
  }

  @Tag("slow")
  @Test
  @DisplayName("A port proxy that accepts for a stopped server is detected")
  void proxy(@Faulty(Fault.CLOSING) TcpPeer proxy) {
    WaitStrategy speaking =
        PortprobeWaitStrategy.untilSpeaking("ldap").withStartupTimeout(ofSeconds(2));

    PortprobeWaitStrategy.untilListening().waitUntilReady(container(proxy));
    assertThatThrownBy(() -> speaking.waitUntilReady(container(proxy)))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("to speak ldap, which is not proven: it is listening, but the ")
        .hasMessageContaining("accepted and closed");
  }

  @Test
  @DisplayName("The probes are sent by the given client")
  void client(@PeerFrom("greeter") TcpPeer greeter) {
    try (ProbeClient client =
        ProbeClient.builder().protocol(Protocols.banner("greeting", 2525, "220 .*")).build()) {
      assertThatCode(
              () ->
                  PortprobeWaitStrategy.untilSpeaking("greeting")
                      .withClient(client)
                      .waitUntilReady(container(greeter)))
          .doesNotThrowAnyException();
    }
  }

  @Tag("slow")
  @Test
  @DisplayName("A timeout throws ContainerLaunchException with the results")
  void timeOut(@Faulty(Fault.REFUSING) TcpPeer closed) {
    WaitStrategy own = Wait.forListeningPorts(389).withStartupTimeout(ofSeconds(1));
    WaitStrategy ours = PortprobeWaitStrategy.untilListening().withStartupTimeout(ofSeconds(2));

    assertThatThrownBy(() -> own.waitUntilReady(container(closed)))
        .isInstanceOf(ContainerLaunchException.class);
    assertThatThrownBy(() -> ours.waitUntilReady(container(closed)))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("Waited ")
        .hasMessageContaining(endpointOf(closed) + " to be listening, but it is NOT LISTENING")
        .hasMessageContaining("probed ")
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  @DisplayName("A stopped container ends the wait at once")
  void stopped(@Faulty(Fault.REFUSING) TcpPeer closed) {
    FakeContainer container = container(closed);
    container.stop();

    assertThatThrownBy(() -> PortprobeWaitStrategy.untilListening().waitUntilReady(container))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("because the container has stopped");
  }

  @Test
  @DisplayName("A port proxy that closes connections is detected by the time they stay open")
  void stayingOpen(@Faulty(Fault.CLOSING) TcpPeer proxy, @Faulty(Fault.SILENT) TcpPeer server) {
    PortprobeWaitStrategy.untilListening()
        .stayingOpenFor(ofMillis(20))
        .waitUntilReady(container(server));
    WaitStrategy open =
        PortprobeWaitStrategy.untilListening()
            .stayingOpenFor(ofMillis(400))
            .withStartupTimeout(ofMillis(600));

    assertThatThrownBy(() -> open.waitUntilReady(container(proxy)))
        .isInstanceOf(ContainerLaunchException.class);
  }

  @Test
  @DisplayName("The published UDP ports of a container speak a protocol")
  void udpProtocol() {
    try (DnsPeer dns = DnsPeer.withSampleZone()) {
      FakeContainer container = FakeContainer.udp(Map.of(53, dns));

      assertThatCode(
              () -> {
                PortprobeWaitStrategy.untilSpeakingUdp("dns").waitUntilReady(container);
                PortprobeWaitStrategy.untilSpeakingUdp("dns", 53).waitUntilReady(container);
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("A UDP port replies to the given datagram")
  void udpReply() {
    try (UdpPeer game = UdpPeer.responding(request -> List.of(request))) {
      PortprobeWaitStrategy.untilReplyingUdp("status".getBytes(US_ASCII), 27015)
          .waitUntilReady(FakeContainer.udp(Map.of(27015, game)));

      assertThat(game.requests()).isPositive();
    }
  }

  @Test
  @DisplayName("A UDP port that Docker does not publish is rejected")
  void udpNotPublished(@Faulty(Fault.SILENT) TcpPeer tcp) {
    WaitStrategy strategy = PortprobeWaitStrategy.untilSpeakingUdp("dns", 389);

    assertThatThrownBy(() -> strategy.waitUntilReady(container(tcp)))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageStartingWith("UDP port 389: not published");
  }

  @Test
  @DisplayName("An unknown protocol is an IllegalArgumentException")
  void unknownProtocol(@Faulty(Fault.SILENT) TcpPeer server) {
    WaitStrategy strategy = PortprobeWaitStrategy.untilSpeaking("gopher");

    assertThatThrownBy(() -> strategy.waitUntilReady(container(server)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gopher");
  }

  @Test
  @DisplayName("A container without ports is rejected")
  void noPorts() {
    assertThatThrownBy(
            () ->
                PortprobeWaitStrategy.untilListening().waitUntilReady(FakeContainer.tcp(Map.of())))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessage("exposed ports: none (expected: at least one to wait for)");
  }
}
