package io.portprobe.examples.connectivity;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.testing.DirectoryPeer;
import io.portprobe.spi.Protocols;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PeerFrom;
import io.portprobe.testing.junit.PortprobeExtension;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

@ExtendWith(PortprobeExtension.class)
@DisplayName("As a wait strategy of Testcontainers")
class PortprobeWaitStrategyTest {
  static DirectoryPeer directory() {
    return DirectoryPeer.start();
  }

  static TcpPeer greeter() {
    return TcpPeer.serving(Script.reply("220 ready\r\n".getBytes(US_ASCII)).thenSilence());
  }

  private static StandInContainer container(Peer peer) {
    return new StandInContainer(Map.of(389, peer));
  }

  @Test
  @DisplayName("it is set as any other")
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
  @DisplayName("it ends when every exposed port listens")
  void listening(@Faulty(Fault.SILENT) TcpPeer one, @Faulty(Fault.SILENT) TcpPeer other)
      throws InterruptedException {
    PortprobeWaitStrategy.untilListening()
        .waitUntilReady(new StandInContainer(Map.of(80, one, 443, other)));

    assertThat(one.awaitConnections(1, ofSeconds(20))).isTrue();
    assertThat(other.awaitConnections(1, ofSeconds(20))).isTrue();
  }

  @Test
  @DisplayName("it ends when the protocol is spoken on the ports that were named")
  void speaking(
      @PeerFrom("directory") DirectoryPeer directory, @Faulty(Fault.REFUSING) TcpPeer other) {
    StandInContainer container = new StandInContainer(Map.of(389, directory, 8080, other));

    assertThatCode(() -> PortprobeWaitStrategy.untilSpeaking("ldap", 389).waitUntilReady(container))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("it is not taken in by a port proxy that accepts for a server that is not there")
  void proxy(@Faulty(Fault.CLOSING) TcpPeer proxy) {
    WaitStrategy speaking =
        PortprobeWaitStrategy.untilSpeaking("ldap").withStartupTimeout(ofSeconds(2));

    PortprobeWaitStrategy.untilListening().waitUntilReady(container(proxy));
    assertThatThrownBy(() -> speaking.waitUntilReady(container(proxy)))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("to speak ldap, but the service that listens there does not")
        .hasMessageContaining("accepted and closed");
  }

  @Test
  @DisplayName("it asks by a client that knows the protocol")
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

  @Test
  @DisplayName("it fails as Testcontainers' own do, and tells what it saw")
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
  @DisplayName("it gives up as soon as the container has stopped")
  void stopped(@Faulty(Fault.REFUSING) TcpPeer closed) {
    StandInContainer container = container(closed).stopped();

    assertThatThrownBy(() -> PortprobeWaitStrategy.untilListening().waitUntilReady(container))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("since the container has stopped");
  }

  @Test
  @DisplayName("it does not take a container without ports for one that is ready")
  void noPorts() {
    assertThatThrownBy(
            () ->
                PortprobeWaitStrategy.untilListening()
                    .waitUntilReady(new StandInContainer(Map.of())))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessage("exposed ports: none (expected: at least one to wait for)");
  }
}
