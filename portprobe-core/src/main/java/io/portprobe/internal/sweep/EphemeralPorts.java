package io.portprobe.internal.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ports that Linux gives to a socket that was bound to none (ip(7), ip_local_port_range). Only
 * a connect to one of them can take its own target for its source.
 *
 * @param first the lowest
 * @param last the highest
 */
public record EphemeralPorts(int first, int last) {
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final EphemeralPorts AT_START = read().orElse(new EphemeralPorts(1, 65_535));

  /** Reads them; empty where the system does not tell. Blocks. */
  public static Optional<EphemeralPorts> read() {
    try {
      String[] range = Files.readString(RANGE).strip().split("\\s+", 2);
      return Optional.of(
          new EphemeralPorts(Integer.parseInt(range[0]), Integer.parseInt(range[1])));
    } catch (IOException | RuntimeException e) { // no such system, or no such form
      return Optional.empty();
    }
  }

  /** Those there were when this was first called; every port, if the system does not tell. */
  static EphemeralPorts atStart() {
    return AT_START;
  }

  /** How many there are. */
  public int count() {
    return Math.max(1, last - first + 1);
  }

  boolean contains(int port) {
    return port >= first && port <= last;
  }
}
