package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link ReachabilityReport}. */
record DefaultReachabilityReport(
    ProbeReport mapper, Optional<EndpointMap> map, List<EndpointResult> endpoints, int omitted)
    implements ReachabilityReport {
  DefaultReachabilityReport {
    Objects.requireNonNull(mapper, "mapper");
    Objects.requireNonNull(map, "map");
    endpoints = List.copyOf(endpoints);
  }

  @Override
  public List<MappedEndpoint> reachable() {
    return entries(true);
  }

  @Override
  public List<MappedEndpoint> unreachable() {
    return entries(false);
  }

  private List<MappedEndpoint> entries(boolean reachable) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.isReachable() == reachable)
        .flatMap(endpoint -> endpoint.entries().stream())
        .toList();
  }

  @Override
  public boolean isFiltered() {
    return endpoints.stream()
        .anyMatch(endpoint -> endpoint.state().filter(PortState.FILTERED::equals).isPresent());
  }

  @Override
  public List<String> lines() {
    if (map.isEmpty()) {
      return SafeText.lines(List.of(withoutMap()));
    }
    List<String> lines = new ArrayList<>();
    endpoints.forEach(endpoint -> lines.add(endpoint.toString()));
    lines.add(summary());
    if (omitted > 0) {
      lines.add("Not probed because of the port limit: " + omitted);
    }
    if (isFiltered()) {
      lines.add(
          "The endpoint mapper can be reached, but not every port in its map: a packet filter may"
              + " pass "
              + mapper.endpoint().port()
              + " and drop the dynamic port range");
    }
    map.filter(m -> !m.complete()).ifPresent(m -> lines.add("Incomplete map: " + m.note()));
    return SafeText.lines(lines);
  }

  private String summary() {
    long reachable = endpoints.stream().filter(EndpointResult::isReachable).count();
    return String.format(
        Locale.ROOT, "Registered ports: %d, reachable from here: %d", endpoints.size(), reachable);
  }

  private String withoutMap() {
    return "No endpoint map from "
        + mapper.endpoint()
        + ": "
        + mapper.state().description()
        + " ("
        + mapper.reason().description()
        + ")"
        + mapper.dialogue().map(d -> d.note().isEmpty() ? "" : ", " + d.note()).orElse("");
  }

  @Override
  public String toString() {
    return SafeText.line(map.isPresent() ? mapper.endpoint() + ": " + summary() : withoutMap());
  }
}
