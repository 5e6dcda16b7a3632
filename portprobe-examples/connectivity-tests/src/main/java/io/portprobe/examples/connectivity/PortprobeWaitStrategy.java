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
 * A wait strategy of Testcontainers that waits until all ports of a container meet an expectation
 * at the same time.
 *
 * <pre>{@code
 * new GenericContainer<>("osixia/openldap:1.5.0")
 *     .withExposedPorts(389)
 *     .waitingFor(PortprobeWaitStrategy.untilSpeaking("ldap"));
 * }</pre>
 *
 * <p>Docker's port proxy accepts connections before the server has started, so a TCP handshake
 * proves little. {@link #untilSpeaking} waits for a response of the server itself.
 *
 * <p>Throws a {@link ContainerLaunchException} with the results of the probes after the startup
 * timeout (60 s unless set), or as soon as the container stops. Not thread-safe, like the
 * strategies of Testcontainers.
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
   * Creates a strategy that waits until the ports are listening.
   *
   * @param exposedPorts port numbers inside the container; empty for all exposed ports
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilListening(int... exposedPorts) {
    return new PortprobeWaitStrategy(Optional.empty(), exposedPorts);
  }

  /**
   * Creates a strategy that waits until the ports speak a protocol.
   *
   * @param protocol the name, any case
   * @param exposedPorts port numbers inside the container; empty for all exposed ports
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilSpeaking(String protocol, int... exposedPorts) {
    return new PortprobeWaitStrategy(Optional.of(protocol), exposedPorts);
  }

  /**
   * Sets the client, for example a client with additional protocols. Default: the shared client of
   * portprobe's waits.
   *
   * @param client sends the probes; stays open
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
        .map(own -> PortAssertions.awaitAllOf(own, endpoints))
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
