package io.portprobe.examples.connectivity;

import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Probes and scans for Reactor: cold, so that each subscriber asks the network anew, and nothing is
 * asked without one. Cancelling the subscription closes the sockets at once.
 *
 * <p>Signals come on a thread of the client, which must not be blocked; {@code publishOn} moves
 * them.
 */
public final class ReactorProbes {
  private ReactorProbes() {}

  /**
   * Asks for a state.
   *
   * @param probe what to ask
   * @return the state, or a {@link io.portprobe.ProbeException}
   */
  public static Mono<PortState> state(PortProbe probe) {
    return Mono.fromFuture(probe::state);
  }

  /**
   * Asks for a whole report.
   *
   * @param probe what to ask
   * @return the report, or a {@link io.portprobe.ProbeException}
   */
  public static Mono<ProbeReport> report(PortProbe probe) {
    return Mono.fromFuture(probe::report);
  }

  /**
   * Runs a scan no faster than its results are taken.
   *
   * @param scan what to ask
   * @return the results; {@link Scan#results} tells how far a scan runs ahead of them
   */
  public static Flux<ScanResult> results(Scan scan) {
    return JdkFlowAdapter.flowPublisherToFlux(scan.results());
  }
}
