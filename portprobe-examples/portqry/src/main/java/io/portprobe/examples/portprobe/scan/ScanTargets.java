package io.portprobe.examples.portprobe.scan;

import io.portprobe.Transport;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.EndpointInput;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts and ports of a scan as text. */
final class ScanTargets {
  private ScanTargets() {}

  /**
   * Reads a list of hosts: names, addresses, networks and ranges with commas between, {@code @FILE}
   * or {@code -} for standard input, with one host a line.
   */
  static HostSet hosts(Environment environment, String name, String text) throws CommandException {
    List<String> hosts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String host = part.strip();
      if (host.equals("-")) {
        read(EndpointInput.standardInput(environment), hosts);
      } else if (host.startsWith("@")) {
        read(EndpointInput.file(path(name, host.substring(1))), hosts);
      } else {
        hosts.add(host);
      }
    }
    try {
      return HostSet.of(hosts);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(name + ": " + Failures.message(e));
    }
  }

  private static void read(EndpointInput input, List<String> hosts) throws CommandException {
    try (input) {
      for (Optional<EndpointInput.Line> line = input.next();
          line.isPresent();
          line = input.next()) {
        hosts.add(line.get().text());
      }
    } catch (IOException e) {
      throw CommandException.usage("the list of hosts cannot be closed: " + Failures.reason(e));
    }
  }

  private static Path path(String name, String file) throws CommandException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw CommandException.badValue(name, "@" + file, "@ and the path of a file");
    }
  }

  /** Reads lists of ports, each for TCP, or with the prefix {@code udp:} for UDP. */
  static List<PortSet> ports(List<String> lists) throws CommandException {
    Map<Transport, String> texts = new EnumMap<>(Transport.class);
    for (String list : lists) {
      boolean udp = list.regionMatches(true, 0, "udp:", 0, 4);
      boolean tcp = list.regionMatches(true, 0, "tcp:", 0, 4);
      texts.merge(
          udp ? Transport.UDP : Transport.TCP,
          udp || tcp ? list.substring(4) : list,
          (first, second) -> first + "," + second);
    }
    List<PortSet> ports = new ArrayList<>();
    for (Map.Entry<Transport, String> text : texts.entrySet()) {
      try {
        ports.add(PortSet.parse(text.getKey(), text.getValue()));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("PORTS: " + Failures.message(e));
      }
    }
    return ports;
  }
}
