package io.portprobe.testcontainers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Ports.Binding;
import io.portprobe.faultkit.Peer;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/** A container without Docker, whose published ports are peers on loopback. */
final class FakeContainer implements WaitStrategyTarget {
  private final Map<Integer, Peer> tcp;
  private final Map<Integer, Peer> udp;
  private volatile boolean running = true;

  private FakeContainer(Map<Integer, Peer> tcp, Map<Integer, Peer> udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  static FakeContainer tcp(Map<Integer, Peer> ports) {
    return new FakeContainer(ports, Map.of());
  }

  static FakeContainer udp(Map<Integer, Peer> ports) {
    return new FakeContainer(Map.of(), ports);
  }

  void stop() {
    running = false;
  }

  @Override
  public String getHost() {
    return "127.0.0.1";
  }

  @Override
  public List<Integer> getExposedPorts() {
    return List.copyOf(tcp.keySet());
  }

  @Override
  public Integer getMappedPort(int exposed) {
    return tcp.get(exposed).port();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Returns what Docker reports; its classes have no setters. */
  @Override
  public InspectContainerResponse getContainerInfo() {
    Ports published = new Ports();
    tcp.forEach(
        (port, peer) -> published.bind(ExposedPort.tcp(port), Binding.bindPort(peer.port())));
    udp.forEach(
        (port, peer) -> published.bind(ExposedPort.udp(port), Binding.bindPort(peer.port())));
    return new InspectContainerResponse() {
      @Override
      public NetworkSettings getNetworkSettings() {
        return new NetworkSettings() {
          @Override
          public Ports getPorts() {
            return published;
          }
        };
      }
    };
  }
}
