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
 * Probes and scans as cold Reactor publishers: each subscriber sends separate probes, and no probe
 * is sent without a subscriber. Cancelling the subscription closes the sockets at once.
 *
 * <p>Signals arrive on a thread of the client, which must not be blocked; use {@code publishOn} for
 * another thread. Thread-safe.
 */
public final class ReactorProbes {
  private ReactorProbes() {}

  /**
   * Returns the state of a port.
   *
   * @param probe sent for each subscriber
   * @return the state, or a {@link io.portprobe.ProbeException}
   */
  public static Mono<PortState> state(PortProbe probe) {
    return Mono.fromFuture(probe::state);
  }

  /**
   * Returns the report of a port.
   *
   * @param probe sent for each subscriber
   * @return the report, or a {@link io.portprobe.ProbeException}
   */
  public static Mono<ProbeReport> report(PortProbe probe) {
    return Mono.fromFuture(probe::report);
  }

  /**
   * Returns the results of a scan, which sends no faster than the results are requested.
   *
   * @param scan started for each subscriber
   * @return the results; see {@link Scan#results} for the number of results that are buffered
   */
  public static Flux<ScanResult> results(Scan scan) {
    return JdkFlowAdapter.flowPublisherToFlux(scan.results());
  }
}
