package io.portprobe.spring;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.spring.PortprobeProperties.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The probes that have a name: the properties {@code portprobe.endpoints.*}, and the beans of type
 * {@link PortProbe} by bean name. A bean replaces a property of the same name. Immutable and
 * thread-safe.
 */
final class NamedProbes {
  private final SortedMap<String, PortProbe> probes;

  private NamedProbes(SortedMap<String, PortProbe> probes) {
    this.probes = Collections.unmodifiableSortedMap(probes);
  }

  /** Throws an exception that names the property if a target or timeout is invalid. */
  static NamedProbes of(
      ProbeClient client, Map<String, Target> targets, Map<String, PortProbe> beans) {
    SortedMap<String, PortProbe> probes = new TreeMap<>();
    targets.forEach((name, target) -> probes.put(name, probe(client, name, target)));
    probes.putAll(beans);
    return new NamedProbes(probes);
  }

  private static PortProbe probe(ProbeClient client, String name, Target target) {
    try {
      PortProbe probe = client.probe(target.target());
      if (target.timeout() != null) {
        probe = probe.timeout(target.timeout());
      }
      return target.stateOnly() ? probe.stateOnly() : probe;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("portprobe.endpoints." + name + ": " + e.getMessage(), e);
    }
  }

  /** Returns the probes by name, sorted by name. */
  SortedMap<String, PortProbe> byName() {
    return probes;
  }

  /** Returns the endpoints of the probes. */
  List<Endpoint> endpoints() {
    return probes.values().stream().map(PortProbe::endpoint).distinct().toList();
  }
}
