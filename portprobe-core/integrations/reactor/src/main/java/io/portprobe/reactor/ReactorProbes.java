package io.portprobe.reactor;

import io.portprobe.CheckReturnValue;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import java.util.Objects;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Probes and scans as cold Reactor publishers: each subscriber sends separate probes, and no probe
 * is sent without a subscriber. Cancelling the subscription closes the sockets at once.
 *
 * <pre>{@code
 * Mono<PortState> state = ReactorProbes.state(client.tcp("db", 5432));
 * Flux<ScanResult> results = ReactorProbes.results(client.scan().hosts("10.0.0.0/24").tcp("22,80"));
 * }</pre>
 *
 * <p>Subscribing never blocks. Signals are delivered on a thread of the client, or on its callback
 * executor. The subscriber must not block a thread of the client; use {@code publishOn} to continue
 * on another thread.
 *
 * <p>A probe that could not be carried out is an error signal: a {@link
 * io.portprobe.ProbeException}, or an {@link IllegalStateException} if the client is closed. No
 * publisher retries. All methods are thread-safe.
 */
@CheckReturnValue
public final class ReactorProbes {
  private ReactorProbes() {}

  /**
   * Returns a publisher of the state of a port; see {@link PortProbe#state()}.
   *
   * @param probe sent once for each subscriber
   * @return emits one state, at the latest at the deadline of the probe
   */
  public static Mono<PortState> state(PortProbe probe) {
    return Mono.fromFuture(Objects.requireNonNull(probe, "probe")::state);
  }

  /**
   * Returns a publisher of the report of a port; see {@link PortProbe#report()}.
   *
   * @param probe sent once for each subscriber
   * @return emits one report, at the latest at the deadline of the probe
   */
  public static Mono<ProbeReport> report(PortProbe probe) {
    return Mono.fromFuture(Objects.requireNonNull(probe, "probe")::report);
  }

  /**
   * Returns a publisher of the results of a scan. It emits no more results than were requested, and
   * the scan probes at most one {@linkplain Scan#window window} of ports ahead of the requests.
   *
   * @param scan started once for each subscriber, at the first request
   * @return emits one result for each endpoint; a failure of {@link Scan#start} is an error signal
   */
  public static Flux<ScanResult> results(Scan scan) {
    return JdkFlowAdapter.flowPublisherToFlux(Objects.requireNonNull(scan, "scan").results());
  }
}
