package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link EndpointResult}. */
record DefaultEndpointResult(
    Endpoint endpoint,
    List<MappedEndpoint> entries,
    Optional<ProbeReport> report,
    Optional<ProbeException> failure)
    implements EndpointResult {
  DefaultEndpointResult {
    Objects.requireNonNull(endpoint, "endpoint");
    entries = List.copyOf(entries);
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(failure, "failure");
  }

  @Override
  public Optional<PortState> state() {
    return report.map(ProbeReport::state);
  }

  @Override
  public boolean isReachable() {
    return state().filter(PortState.LISTENING::equals).isPresent();
  }

  @Override
  public String toString() {
    String outcome =
        report
            .map(r -> r.state().description() + " (" + r.reason().description() + ")")
            .orElseGet(
                () ->
                    "not probed ("
                        + failure
                            .map(Throwable::getMessage)
                            .orElse("no time left before the deadline")
                        + ")");
    return SafeText.line(endpoint + " " + outcome + ": " + String.join(", ", names()));
  }

  private List<String> names() {
    return entries.stream().map(DefaultEndpointResult::name).distinct().toList();
  }

  private static String name(MappedEndpoint entry) {
    return entry.interfaceName().orElseGet(() -> entry.interfaceId().toString())
        + " "
        + entry.version();
  }
}
