package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One TCP or UDP port that a map names, and what became of the question whether it can be reached
 * from here.
 *
 * @param endpoint the port and the host it is on
 * @param entries what is registered there, in the order of the map; at least one
 * @param report the answer; empty if the question was not asked, or not to its end
 * @param failure what kept it from being asked: the target policy, an unknown name, a fault of this
 *     machine
 */
public record EndpointResult(
    Endpoint endpoint,
    List<MappedEndpoint> entries,
    Optional<ProbeReport> report,
    Optional<ProbeException> failure) {
  /** Copies the list and checks that nothing is null. */
  public EndpointResult {
    Objects.requireNonNull(endpoint, "endpoint");
    entries = List.copyOf(entries);
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(failure, "failure");
  }

  /**
   * The state of the port.
   *
   * @return the state; empty if there is no report
   */
  public Optional<PortState> state() {
    return report.map(ProbeReport::state);
  }

  /**
   * Whether something listens there and can be reached from here.
   *
   * @return true only for LISTENING
   */
  public boolean isReachable() {
    return state().filter(PortState.LISTENING::equals).isPresent();
  }

  /**
   * The answer for people.
   *
   * @return for example {@code "tcp://dc01:49664 FILTERED (timed out): drsuapi 4.0, samr 1.0"}
   */
  @Override
  public String toString() {
    String answer =
        report
            .map(r -> r.state().description() + " (" + r.reason().description() + ")")
            .orElseGet(
                () ->
                    "not asked ("
                        + failure.map(Throwable::getMessage).orElse("out of time or bound")
                        + ")");
    return endpoint + " " + answer + ": " + String.join(", ", names());
  }

  private List<String> names() {
    return entries.stream().map(EndpointResult::name).distinct().toList();
  }

  private static String name(MappedEndpoint entry) {
    return entry.interfaceName().orElseGet(() -> entry.interfaceId().toString())
        + " "
        + entry.version();
  }
}
