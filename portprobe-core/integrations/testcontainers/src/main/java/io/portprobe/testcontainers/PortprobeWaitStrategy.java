package io.portprobe.testcontainers;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.testing.PortAssertions;
import io.portprobe.testing.PortWait;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
 * <p>Docker's port proxy accepts TCP connections before the server has started, so a handshake
 * proves little. {@link #untilSpeaking} waits for a response of the server itself, and {@link
 * #stayingOpenFor} detects a proxy that closes the connection.
 *
 * <p>The wait runs in the thread that starts the container. It throws a {@link
 * ContainerLaunchException} with the results of the probes after the startup timeout (60 s unless
 * set), or within about a second after the container stopped. The state of the container is read
 * from Docker at most once a second. An exception of Docker's client, an {@link
 * IllegalArgumentException} for an unknown protocol, and an {@link IllegalStateException} for a
 * closed client are thrown unchanged. Not thread-safe, like all strategies of Testcontainers.
 */
public final class PortprobeWaitStrategy extends AbstractWaitStrategy {
  private final PortMapping mapping;
  private final List<Integer> ports;
  private final Function<PortWait<?>, Object> expectation;
  private final Optional<byte[]> payload;
  private Optional<ProbeClient> client = Optional.empty();
  private Duration openTime = Duration.ZERO;

  private PortprobeWaitStrategy(
      PortMapping mapping,
      int[] ports,
      Optional<byte[]> payload,
      Function<PortWait<?>, Object> expectation) {
    this.mapping = mapping;
    this.ports = Arrays.stream(ports).boxed().toList();
    this.payload = payload;
    this.expectation = expectation;
  }

  /**
   * Creates a strategy that waits until TCP ports are listening.
   *
   * @param exposedPorts port numbers inside the container; empty for all exposed TCP ports
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilListening(int... exposedPorts) {
    return new PortprobeWaitStrategy(
        PortMapping.TCP, exposedPorts, Optional.empty(), PortWait::untilListening);
  }

  /**
   * Creates a strategy that waits until TCP ports speak a protocol.
   *
   * @param protocol the name in any case, for example {@code "ldap"}
   * @param exposedPorts port numbers inside the container; empty for all exposed TCP ports
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilSpeaking(String protocol, int... exposedPorts) {
    Objects.requireNonNull(protocol, "protocol");
    return new PortprobeWaitStrategy(
        PortMapping.TCP, exposedPorts, Optional.empty(), wait -> wait.untilSpeaking(protocol));
  }

  /**
   * Creates a strategy that waits until UDP ports speak a protocol.
   *
   * @param protocol the name in any case, for example {@code "dns"}
   * @param exposedPorts port numbers inside the container; empty for all UDP ports that Docker
   *     publishes
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilSpeakingUdp(String protocol, int... exposedPorts) {
    Objects.requireNonNull(protocol, "protocol");
    return new PortprobeWaitStrategy(
        PortMapping.UDP, exposedPorts, Optional.empty(), wait -> wait.untilSpeaking(protocol));
  }

  /**
   * Creates a strategy that waits until a UDP port replies to a datagram with any datagram.
   *
   * @param payload a request that the server replies to, 1 to 65507 bytes; copied
   * @param exposedPort the port number inside the container
   * @return a new strategy
   */
  public static PortprobeWaitStrategy untilReplyingUdp(byte[] payload, int exposedPort) {
    return new PortprobeWaitStrategy(
        PortMapping.UDP,
        new int[] {exposedPort},
        Optional.of(payload.clone()),
        PortWait::untilListening);
  }

  /**
   * Sets the client, for example a client with additional protocols. Default: a client with default
   * settings that is closed at the end of the wait.
   *
   * @param client sends the probes; stays open
   * @return this
   */
  public PortprobeWaitStrategy withClient(ProbeClient client) {
    this.client = Optional.of(client);
    return this;
  }

  /**
   * Requires that the server keeps each connection open for a time. Docker's port proxy accepts and
   * closes connections while nothing listens in the container. Default: zero.
   *
   * @param time zero or more, less than the startup timeout, at most one hour; only for {@link
   *     #untilListening}
   * @return this
   */
  public PortprobeWaitStrategy stayingOpenFor(Duration time) {
    this.openTime = Objects.requireNonNull(time, "time");
    return this;
  }

  @Override
  protected void waitUntilReady() {
    List<Endpoint> endpoints = endpoints(waitStrategyTarget);
    if (client.isPresent()) {
      waitFor(endpoints, client.get());
      return;
    }
    try (ProbeClient own = ProbeClient.create()) {
      waitFor(endpoints, own);
    }
  }

  private void waitFor(List<Endpoint> endpoints, ProbeClient sender) {
    StoppedContainer stopped = new StoppedContainer(waitStrategyTarget::isRunning);
    PortWait<?> wait =
        await(endpoints, sender)
            .within(startupTimeout)
            .unless("the container has stopped", stopped);
    if (!openTime.isZero()) {
      wait = wait.staysOpenFor(openTime);
    }
    try {
      var unused = expectation.apply(wait);
    } catch (AssertionError e) {
      throw new ContainerLaunchException(e.getMessage(), e);
    }
  }

  private PortWait<?> await(List<Endpoint> endpoints, ProbeClient sender) {
    return payload.isPresent()
        ? PortAssertions.awaitPort(sender.probe(endpoints.get(0)).payload(payload.get()))
        : PortAssertions.awaitAllOf(sender, endpoints);
  }

  private List<Endpoint> endpoints(WaitStrategyTarget container) {
    Collection<Integer> exposed = ports.isEmpty() ? mapping.exposedPorts(container) : ports;
    if (exposed.isEmpty()) {
      throw new ContainerLaunchException(
          "exposed ports: none (expected: at least one to wait for)");
    }
    return exposed.stream().map(port -> mapping.endpoint(container, port)).toList();
  }
}
