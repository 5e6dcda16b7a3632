package io.portprobe.examples.portqry.options;

import io.portprobe.Transport;
import java.util.List;

/**
 * Ports to probe, each over the same transports.
 *
 * @param transports TCP, UDP, or TCP and then UDP
 * @param ports the ports
 */
public record Targets(List<Transport> transports, Ports ports) {
  public Targets {
    transports = List.copyOf(transports);
  }

  /** Returns the number of probes. */
  public int size() {
    return ports.numbers().size() * transports.size();
  }
}
