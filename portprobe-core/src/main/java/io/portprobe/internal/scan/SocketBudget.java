package io.portprobe.internal.scan;

import io.portprobe.internal.sweep.EphemeralPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many sockets this process may open now, and from how many ports.
 *
 * @param descriptors how many more files may be open
 * @param ephemeralPorts how many ports the system hands out
 */
record SocketBudget(int descriptors, int ephemeralPorts) {
  private static final int DEFAULT_LIMIT = 4_096;
  private static final int IANA_EPHEMERAL_PORTS = 16_384; // RFC 6335 section 6
  private static final int MARGIN = 64;

  /** Reads what the system says; assumes what is usual where it says nothing. */
  static SocketBudget read() {
    int ports = EphemeralPorts.read().map(EphemeralPorts::count).orElse(IANA_EPHEMERAL_PORTS);
    return new SocketBudget(Math.max(1, descriptorLimit() - openDescriptors()), ports);
  }

  /**
   * The window that can be had: as wide as was asked for, less where that would take what others
   * need.
   *
   * @param reserved for single probes, of which a small process keeps a quarter
   */
  int socketLimit(int wanted, int reserved, boolean udp) {
    int kept = Math.min(reserved, descriptors / 4) + Math.min(MARGIN, descriptors / 8);
    int most = Math.max(1, descriptors - kept);
    if (udp) {
      most = Math.min(most, Math.max(1, ephemeralPorts / 2)); // one port a socket
    }
    return Math.min(wanted, most);
  }

  private static int descriptorLimit() {
    for (String line : lines("/proc/self/limits")) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
        return soft.equals("unlimited") ? Integer.MAX_VALUE : number(soft, DEFAULT_LIMIT);
      }
    }
    return DEFAULT_LIMIT;
  }

  private static int openDescriptors() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return (int) files.count();
    } catch (IOException e) { // no such system
      return 0;
    }
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) { // no such system
      return List.of();
    }
  }

  private static int number(String text, int otherwise) {
    try {
      return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
