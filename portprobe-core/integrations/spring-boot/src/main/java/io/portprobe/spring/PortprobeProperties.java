package io.portprobe.spring;

import io.portprobe.IoMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * The properties {@code portprobe.*}. Immutable and thread-safe.
 *
 * @param enabled whether anything of portprobe is auto-configured
 * @param timeout time limit of a probe, more than zero, at most one hour
 * @param window maximum number of open sockets, 1 to 65535
 * @param eventLoops number of event loops, 1 to 256
 * @param ioMode system interface of the event loops
 * @param endpoints ports by name; each has a health contributor, and a resource of the Actuator
 *     endpoint
 * @param contract contract file that the health of the network is checked against
 * @param actuator settings of the Actuator endpoint
 */
@ConfigurationProperties("portprobe")
public record PortprobeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("1000") int window,
    @DefaultValue("1") int eventLoops,
    @DefaultValue("auto") IoMode ioMode,
    @DefaultValue Map<String, Target> endpoints,
    @DefaultValue Contract contract,
    @DefaultValue Actuator actuator) {

  /** Copies the map. */
  public PortprobeProperties {
    endpoints = Map.copyOf(endpoints);
  }

  /**
   * A port.
   *
   * @param target the port, for example tcp://db:5432, udp://ns1:53 or ldaps://dc01:636; a protocol
   *     as scheme is spoken
   * @param timeout time limit of the probe; by default that of the client
   * @param stateOnly whether only the state is probed, and no protocol is spoken, also if one is
   *     bound to the port
   */
  public record Target(
      String target, @Nullable Duration timeout, @DefaultValue("false") boolean stateOnly) {}

  /**
   * The contract file.
   *
   * @param location the file, for example classpath:connectivity.yaml; no contract is checked by
   *     default
   * @param timeout time limit of each port; by default that of the client
   */
  public record Contract(@Nullable Resource location, @Nullable Duration timeout) {
    private static final List<String> NEEDED =
        List.of(
            "io.portprobe.testing.contract.NetworkContract", "org.snakeyaml.engine.v2.api.Load");

    /** Checks that a file can be read. */
    public Contract {
      if (location != null && !NEEDED.stream().allMatch(each -> ClassUtils.isPresent(each, null))) {
        throw new IllegalArgumentException(
            "portprobe.contract.location: "
                + location.getDescription()
                + " (expected: io.portprobe:portprobe-testing and org.snakeyaml:snakeyaml-engine on"
                + " the class path)");
      }
    }
  }

  /**
   * The Actuator endpoint.
   *
   * @param allowedNetworks networks in CIDR form whose hosts may be probed with the parameter
   *     "target"; by default none, so that only the configured ports can be probed
   */
  public record Actuator(@DefaultValue List<String> allowedNetworks) {
    /** Copies the list. */
    public Actuator {
      allowedNetworks = List.copyOf(allowedNetworks);
    }
  }
}
