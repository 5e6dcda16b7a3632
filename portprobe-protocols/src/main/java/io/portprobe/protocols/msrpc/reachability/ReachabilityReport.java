package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which interfaces are registered with an endpoint mapper, and which of their ports can be reached
 * from here.
 *
 * @param mapper the report on the endpoint mapper itself
 * @param map what it has registered; empty if it did not tell
 * @param endpoints the ports of the map, each once, in the order of the map
 * @param omitted how many ports the map names beyond the bound; they were not asked
 */
public record ReachabilityReport(
    ProbeReport mapper, Optional<EndpointMap> map, List<EndpointResult> endpoints, int omitted) {
  /** Copies the list and checks that nothing is null. */
  public ReachabilityReport {
    Objects.requireNonNull(mapper, "mapper");
    Objects.requireNonNull(map, "map");
    endpoints = List.copyOf(endpoints);
  }

  /**
   * The entries of the map that are registered and can be reached.
   *
   * @return those of a port that listens, in the order of {@link #endpoints()}
   */
  public List<MappedEndpoint> reachable() {
    return entries(true);
  }

  /**
   * The entries of the map that are registered, but not known to be reachable.
   *
   * @return those of a port that is closed, filtered, perhaps filtered, or was not asked
   */
  public List<MappedEndpoint> unreachable() {
    return entries(false);
  }

  private List<MappedEndpoint> entries(boolean reachable) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.isReachable() == reachable)
        .flatMap(endpoint -> endpoint.entries().stream())
        .toList();
  }

  /**
   * Whether it looks as if a packet filter passes the endpoint mapper and drops the ports behind
   * it: the map came, and at least one TCP port of it is filtered.
   *
   * @return true if so
   */
  public boolean isFiltered() {
    return endpoints.stream()
        .anyMatch(endpoint -> endpoint.state().filter(PortState.FILTERED::equals).isPresent());
  }

  /**
   * The report for people.
   *
   * @return one line for each port, then a summary
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (map.isEmpty()) {
      lines.add(
          "No endpoint map from "
              + mapper.endpoint()
              + ": "
              + mapper.state().description()
              + " ("
              + mapper.reason().description()
              + ")"
              + mapper.dialogue().map(d -> d.note().isEmpty() ? "" : ", " + d.note()).orElse(""));
      return List.copyOf(lines);
    }
    endpoints.forEach(endpoint -> lines.add(endpoint.toString()));
    long reached = endpoints.stream().filter(EndpointResult::isReachable).count();
    lines.add("Registered ports: %d, reachable from here: %d".formatted(endpoints.size(), reached));
    if (omitted > 0) {
      lines.add("Not asked, beyond the bound: " + omitted);
    }
    if (isFiltered()) {
      lines.add(
          "The endpoint mapper can be reached, but not every port it names: a packet filter may"
              + " pass "
              + mapper.endpoint().port()
              + " and drop the dynamic range");
    }
    map.filter(m -> !m.complete()).ifPresent(m -> lines.add("Incomplete map: " + m.note()));
    return List.copyOf(lines);
  }
}
