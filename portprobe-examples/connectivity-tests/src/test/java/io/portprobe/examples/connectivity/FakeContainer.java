package io.portprobe.examples.connectivity;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.portprobe.faultkit.Peer;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/** A container without Docker, whose exposed ports are peers on loopback. */
final class FakeContainer implements WaitStrategyTarget {
  private final Map<Integer, Peer> ports;
  private boolean running = true;

  FakeContainer(Map<Integer, Peer> ports) {
    this.ports = ports;
  }

  FakeContainer stopped() {
    running = false;
    return this;
  }

  @Override
  public String getHost() {
    return "127.0.0.1";
  }

  @Override
  public List<Integer> getExposedPorts() {
    return List.copyOf(ports.keySet());
  }

  @Override
  public Integer getMappedPort(int exposed) {
    return ports.get(exposed).port();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public InspectContainerResponse getContainerInfo() {
    return new InspectContainerResponse();
  }
}
