package io.portprobe.internal.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ports that Linux gives to a socket that was bound to none (ip(7), ip_local_port_range), read
 * once. Only a connect to one of them can take its own target for its source.
 */
final class EphemeralPorts {
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final EphemeralPorts HERE = read();

  private final int first;
  private final int last;

  private EphemeralPorts(int first, int last) {
    this.first = first;
    this.last = last;
  }

  static boolean contain(int port) {
    return port >= HERE.first && port <= HERE.last;
  }

  /** Reads them, where reading may block. */
  static void prepare() {
    var unused = contain(0);
  }

  private static EphemeralPorts read() {
    try {
      String[] range = Files.readString(RANGE).strip().split("\\s+", 2);
      return new EphemeralPorts(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
    } catch (IOException | RuntimeException e) { // it may be any
      return new EphemeralPorts(1, 65_535);
    }
  }
}
