package io.portprobe.internal.targets;

import io.portprobe.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The services that portprobe knows by name, over one transport, the most common ones first. Read
 * once from {@code common-ports.txt}. Immutable.
 */
final class WellKnownServices {
  private static final WellKnownServices TCP = load("tcp");
  private static final WellKnownServices UDP = load("udp");

  private final int[] ports;
  private final Map<String, Integer> byName;
  private final String example;

  private WellKnownServices(int[] ports, Map<String, Integer> byName, String example) {
    this.ports = ports;
    this.byName = byName;
    this.example = example;
  }

  /** Returns the services over a transport. */
  static WellKnownServices of(Transport transport) {
    return transport == Transport.TCP ? TCP : UDP;
  }

  /** Returns the number of ports in the list. */
  int size() {
    return ports.length;
  }

  /** Returns the ports of the most common services. */
  IntStream first(int count) {
    return IntStream.of(ports).limit(count);
  }

  /** Returns the port of a service; 0 if the list does not have it. */
  int named(String service) {
    return byName.getOrDefault(service, 0);
  }

  /** Returns the name of one of the services, for messages. */
  String example() {
    return example;
  }

  private static WellKnownServices load(String transport) {
    List<Integer> ports = new ArrayList<>();
    Map<String, Integer> byName = new HashMap<>();
    String example = "";
    try (InputStream in = WellKnownServices.class.getResourceAsStream("common-ports.txt")) {
      if (in == null) {
        throw new IllegalStateException("common-ports.txt is missing from the jar");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" +", -1);
        if (!parts[0].equals(transport)) {
          continue;
        }
        int port = Integer.parseInt(parts[1]);
        ports.add(port);
        for (int i = 2; i < parts.length; i++) {
          byName.putIfAbsent(parts[i], port);
          example = example.isEmpty() ? parts[i] : example;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WellKnownServices(
        ports.stream().mapToInt(Integer::intValue).toArray(), Map.copyOf(byName), example);
  }
}
