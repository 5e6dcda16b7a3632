package io.portprobe.internal.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The range of ports from which Linux chooses the source port of an unbound socket (ip(7),
 * ip_local_port_range). Only a connect to one of these ports can reach its own socket.
 *
 * @param first the lowest port
 * @param last the highest port
 */
public record EphemeralPorts(int first, int last) {
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final EphemeralPorts AT_START = read().orElse(new EphemeralPorts(1, 65_535));

  /** Reads the range; empty if the system does not provide it. Blocks. */
  public static Optional<EphemeralPorts> read() {
    try {
      String[] range = Files.readString(RANGE).strip().split("\\s+", 2);
      return Optional.of(
          new EphemeralPorts(Integer.parseInt(range[0]), Integer.parseInt(range[1])));
    } catch (IOException | RuntimeException e) { // not Linux, or an unknown format
      return Optional.empty();
    }
  }

  /** Returns the range at the first call; all ports if the system does not provide it. */
  static EphemeralPorts atStart() {
    return AT_START;
  }

  /** Returns the number of ports. */
  public int count() {
    return Math.max(1, last - first + 1);
  }

  boolean contains(int port) {
    return port >= first && port <= last;
  }
}
