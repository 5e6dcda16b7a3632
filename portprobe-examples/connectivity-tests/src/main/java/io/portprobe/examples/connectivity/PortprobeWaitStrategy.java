package io.portprobe.examples.connectivity;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.testing.PortAssertions;
import io.portprobe.testing.PortWait;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/**
 * Has Testcontainers wait until a container's ports are as they should be, all at the same time.
 *
 * <pre>{@code
 * new GenericContainer<>("osixia/openldap:1.5.0")
 *     .withExposedPorts(389)
 *     .waitingFor(PortprobeWaitStrategy.untilSpeaking("ldap"));
 * }</pre>
 *
 * <p>Where Docker's port proxy is on, it accepts connections for a server that is not there yet, so
 * that a handshake proves little: {@link #untilSpeaking} waits for an answer of the server itself.
 *
 * <p>What the wait saw is the message of the {@link ContainerLaunchException}, which comes when the
 * start-up time is over, 60 s unless set, or as soon as the container has stopped. Not safe for use
 * by several threads at once, as Testcontainers' own are not.
 */
public final class PortprobeWaitStrategy extends AbstractWaitStrategy {
  private final Optional<String> protocol;
  private final List<Integer> ports;
  private Optional<ProbeClient> client = Optional.empty();

  private PortprobeWaitStrategy(Optional<String> protocol, int[] ports) {
    this.protocol = protocol;
    this.ports = Arrays.stream(ports).boxed().toList();
  }

  /**
   * Waits until something listens.
   *
   * @param exposedPorts the container's own numbers; none for every port that it exposes
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilListening(int... exposedPorts) {
    return new PortprobeWaitStrategy(Optional.empty(), exposedPorts);
  }

  /**
   * Waits until a protocol is spoken.
   *
   * @param protocol its name, any case
   * @param exposedPorts the container's own numbers; none for every port that it exposes
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilSpeaking(String protocol, int... exposedPorts) {
    return new PortprobeWaitStrategy(Optional.of(protocol), exposedPorts);
  }

  /**
   * Sets who asks: a client with protocols of its own, say. Default: the one that portprobe's waits
   * share.
   *
   * @param client stays open
   * @return this
   */
  public PortprobeWaitStrategy withClient(ProbeClient client) {
    this.client = Optional.of(client);
    return this;
  }

  @Override
  protected void waitUntilReady() {
    WaitStrategyTarget container = waitStrategyTarget;
    PortWait<List<ProbeReport>> wait =
        await(endpoints(container))
            .within(startupTimeout)
            .unless("the container has stopped", () -> !container.isRunning());
    try {
      var unused =
          protocol.isPresent() ? wait.untilSpeaking(protocol.get()) : wait.untilListening();
    } catch (AssertionError e) {
      throw new ContainerLaunchException(e.getMessage(), e);
    }
  }

  private PortWait<List<ProbeReport>> await(List<Endpoint> endpoints) {
    return client
        .map(asked -> PortAssertions.awaitAllOf(asked, endpoints))
        .orElseGet(() -> PortAssertions.awaitAllOf(endpoints.toArray(Endpoint[]::new)));
  }

  private List<Endpoint> endpoints(WaitStrategyTarget container) {
    Collection<Integer> exposed = ports.isEmpty() ? container.getExposedPorts() : ports;
    if (exposed.isEmpty()) {
      throw new ContainerLaunchException(
          "exposed ports: none (expected: at least one to wait for)");
    }
    return exposed.stream()
        .map(port -> Endpoint.tcp(container.getHost(), container.getMappedPort(port)))
        .toList();
  }
}
