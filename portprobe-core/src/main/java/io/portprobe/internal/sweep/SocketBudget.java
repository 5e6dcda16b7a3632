package io.portprobe.internal.sweep;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The number of sockets that this process can open now.
 *
 * @param descriptors how many more file descriptors can be opened
 * @param ephemeralPorts how many source ports the kernel assigns
 */
public record SocketBudget(int descriptors, int ephemeralPorts) {
  private static final int DEFAULT_LIMIT = 4_096;
  private static final int IANA_EPHEMERAL_PORTS = 16_384; // RFC 6335 section 6
  private static final int MARGIN = 64;
  private static final int JARS_MARGIN = 2; // descriptors for each jar that is opened
  private static final String IN_NO_JAR = "io/portprobe/internal/sweep/none";
  private static final int AMPLE_LIMIT = 4; // times the sockets wanted: no need to count

  /** Reads the limits of the system, with common defaults where they are not available. */
  public static SocketBudget read() {
    int ports = EphemeralPorts.read().map(EphemeralPorts::count).orElse(IANA_EPHEMERAL_PORTS);
    int limit = descriptorLimit();
    return new SocketBudget(Math.max(1, limit - openDescriptors(limit)), ports);
  }

  /**
   * Returns how many sockets a scan may open.
   *
   * @param wanted the setting of the caller
   * @param reserved how many sockets are left to single probes, at most a quarter of the
   *     descriptors
   * @param udp whether the scan includes UDP, which uses a source port per socket
   */
  public int socketLimit(int wanted, int reserved, boolean udp) {
    int kept = Math.min(reserved, descriptors / 4) + Math.min(MARGIN, descriptors / 8);
    int available = Math.max(1, descriptors - kept);
    if (udp) {
      available = Math.min(available, Math.max(1, ephemeralPorts / 2)); // one port per socket
    }
    return Math.min(wanted, available);
  }

  /**
   * Returns how many sockets the single probes of a client may have open at a time: so many that
   * the process keeps descriptors for the native code, the seed of random numbers and the classes
   * that it opens later. A probe that waits for an ICMP error would otherwise hold the descriptor
   * that reading the error needs.
   *
   * @param wanted the setting of the caller
   */
  public static int singleProbes(int wanted) {
    int limit = descriptorLimit();
    return wanted <= limit / AMPLE_LIMIT
        ? wanted
        : singleProbes(wanted, limit, openDescriptors(limit));
  }

  /**
   * Returns how many sockets single probes may have open.
   *
   * @param limit most descriptors of the process
   * @param open how many are open; a quarter of the limit is granted even if all are, since they
   *     may be closed later
   */
  static int singleProbes(int wanted, int limit, int open) {
    int margin = Math.min(MARGIN, 16 + limit / 8);
    int available = Math.max(1, Math.max(limit / 4, limit - open - margin));
    return Math.min(wanted, available);
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

  /** Returns how many descriptors are open, with those of all jars if the limit permits. */
  private static int openDescriptors(int limit) {
    int open = countDescriptors();
    int jars = System.getProperty("java.class.path", "").split(File.pathSeparator, -1).length;
    if (limit - open < JARS_MARGIN * jars) {
      return open;
    }
    openJars();
    return countDescriptors();
  }

  /**
   * Opens the jars of the class path. The JVM would open each of them when it first searches for a
   * class there, and would find none of its classes ever if no descriptor was free then.
   */
  private static void openJars() {
    ClassLoader own = SocketBudget.class.getClassLoader();
    var unused =
        own == null ? ClassLoader.getSystemResource(IN_NO_JAR) : own.getResource(IN_NO_JAR);
  }

  private static int countDescriptors() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return (int) files.count();
    } catch (IOException e) { // not Linux
      return 0;
    }
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) { // not Linux
      return List.of();
    }
  }

  private static int number(String text, int defaultValue) {
    try {
      return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return defaultValue;
    }
  }
}
