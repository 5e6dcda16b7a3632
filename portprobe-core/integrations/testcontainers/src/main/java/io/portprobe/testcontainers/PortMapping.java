package io.portprobe.testcontainers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Ports.Binding;
import io.portprobe.Endpoint;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/** The ports of a container, and the ports of the Docker host that they are mapped to. */
enum PortMapping {
  /** Testcontainers manages the TCP ports. */
  TCP {
    @Override
    Collection<Integer> exposedPorts(WaitStrategyTarget container) {
      return container.getExposedPorts();
    }

    @Override
    Endpoint endpoint(WaitStrategyTarget container, int exposedPort) {
      return Endpoint.tcp(container.getHost(), container.getMappedPort(exposedPort));
    }
  },

  /** Testcontainers does not know the UDP ports; Docker reports them. */
  UDP {
    @Override
    Collection<Integer> exposedPorts(WaitStrategyTarget container) {
      return bindings(container).keySet().stream()
          .filter(port -> port.getProtocol() == InternetProtocol.UDP)
          .map(ExposedPort::getPort)
          .sorted()
          .toList();
    }

    @Override
    Endpoint endpoint(WaitStrategyTarget container, int exposedPort) {
      Binding @Nullable [] bindings = bindings(container).get(ExposedPort.udp(exposedPort));
      String hostPort =
          Arrays.stream(bindings == null ? new Binding[0] : bindings)
              .map(Binding::getHostPortSpec)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow(
                  () ->
                      new ContainerLaunchException(
                          "UDP port "
                              + exposedPort
                              + ": not published (expected: a UDP port that is bound to a port of"
                              + " the Docker host)"));
      return Endpoint.udp(container.getHost(), Integer.parseInt(hostPort));
    }
  };

  /** Returns all ports of the container, as numbers inside the container. */
  abstract Collection<Integer> exposedPorts(WaitStrategyTarget container);

  /** Returns the port of the Docker host; throws if the port of the container is not mapped. */
  abstract Endpoint endpoint(WaitStrategyTarget container, int exposedPort);

  private static Map<ExposedPort, Binding[]> bindings(WaitStrategyTarget container) {
    return Optional.ofNullable(container.getContainerInfo())
        .map(InspectContainerResponse::getNetworkSettings)
        .map(NetworkSettings::getPorts)
        .map(Ports::getBindings)
        .orElse(Map.of());
  }
}
