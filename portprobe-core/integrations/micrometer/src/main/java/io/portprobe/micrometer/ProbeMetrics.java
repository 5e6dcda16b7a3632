package io.portprobe.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeListener;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Micrometer metrics of the probes of a client. It sends no probes itself: it records the probes
 * that the client sends.
 *
 * <pre>{@code
 * ProbeMetrics metrics = new ProbeMetrics(List.of(Endpoint.tcp("db", 5432)));
 * metrics.bindTo(registry);
 * ProbeClient client = ProbeClient.builder().listener(metrics).build();
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type</th><th>tags</th><th>value</th></tr>
 * <tr><td>{@code portprobe.probes}</td><td>timer</td>
 *   <td>{@code transport}, {@code protocol}, {@code state}, {@code reason}</td>
 *   <td>the number of reports, and the time from the start of the probe to its report</td></tr>
 * <tr><td>{@code portprobe.probes.phase}</td><td>timer</td>
 *   <td>{@code transport}, {@code phase}</td>
 *   <td>the time of the phase {@code resolve} (name resolution) of each report, and of the phase
 *   {@code connect} (from opening the socket until the state was known) of each address</td></tr>
 * <tr><td>{@code portprobe.probes.failed}</td><td>counter</td>
 *   <td>{@code transport}, {@code cause}</td>
 *   <td>probes without a report; the cause is {@code unresolved}, {@code denied}, {@code local},
 *   {@code cancelled} or {@code defect}</td></tr>
 * <tr><td>{@code portprobe.probes.cancelled}</td><td>counter</td><td>{@code transport}</td>
 *   <td>probes that the caller cancelled</td></tr>
 * <tr><td>{@code portprobe.probes.active}</td><td>gauge</td><td>none</td>
 *   <td>probes in flight</td></tr>
 * <tr><td>{@code portprobe.state}</td><td>gauge</td><td>{@code endpoint}, {@code state}</td>
 *   <td>1 for the last state of an endpoint given to the constructor or to {@link #track}, 0 for its other states; all 0
 *   before the first report and after a probe without a report</td></tr>
 * </table>
 *
 * <p>Tag values are the names of the enum constants in lower case with hyphens. {@code protocol} is
 * {@code none} if no protocol was spoken. Only {@code portprobe.state} has a tag with an endpoint,
 * and only for the given endpoints. Users who choose targets cannot increase the number of meters.
 *
 * <p>Scans are not measured, because a client does not notify its listeners of scan probes. One
 * instance may be a listener of several clients and may be bound to several registries. Events
 * before {@link #bindTo} are not recorded. Thread-safe. Never blocks, if the registries do not.
 */
public final class ProbeMetrics implements MeterBinder, ProbeListener {
  /** Guarded by this for changes. */
  private final Set<Endpoint> endpoints = ConcurrentHashMap.newKeySet();

  private final Map<Endpoint, PortState> lastStates = new ConcurrentHashMap<>();
  private final LongAdder active = new LongAdder();

  /** Guarded by this for changes. */
  private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

  /** Creates metrics without {@code portprobe.state}. */
  public ProbeMetrics() {
    this(List.of());
  }

  /**
   * Creates metrics.
   *
   * @param endpoints the endpoints that have the gauge {@code portprobe.state}; duplicates are
   *     ignored
   */
  public ProbeMetrics(Collection<Endpoint> endpoints) {
    this.endpoints.addAll(endpoints);
  }

  /**
   * Adds endpoints that have the gauge {@code portprobe.state}, in all registries.
   *
   * @param added the endpoints; those that have the gauge are ignored
   */
  public synchronized void track(Collection<Endpoint> added) {
    for (Endpoint endpoint : added) {
      if (endpoints.add(endpoint)) {
        registries.forEach(registry -> registerState(registry, endpoint));
      }
    }
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    Gauge.builder("portprobe.probes.active", active, LongAdder::sum)
        .description("Probes in flight")
        .register(registry);
    endpoints.forEach(endpoint -> registerState(registry, endpoint));
    registries.add(registry);
  }

  private void registerState(MeterRegistry registry, Endpoint endpoint) {
    for (PortState state : PortState.values()) {
      Gauge.builder("portprobe.state", () -> lastStates.get(endpoint) == state ? 1 : 0)
          .description("1 for the last state, 0 for the other states")
          .tag("endpoint", endpoint.toString())
          .tag("state", tag(state))
          .register(registry);
    }
  }

  @Override
  public void started(Endpoint endpoint) {
    active.increment();
  }

  @Override
  public void completed(ProbeReport report) {
    active.decrement();
    Endpoint endpoint = report.endpoint();
    if (endpoints.contains(endpoint)) {
      lastStates.put(endpoint, report.state());
    }
    for (MeterRegistry registry : registries) {
      Timer.builder("portprobe.probes")
          .description("Time from the start of a probe to its report")
          .tag("transport", tag(endpoint.transport()))
          .tag("protocol", report.dialogue().map(DialogueReport::protocol).orElse("none"))
          .tag("state", tag(report.state()))
          .tag("reason", tag(report.reason()))
          .register(registry)
          .record(report.elapsed());
      recordPhase(registry, endpoint, "resolve", report.resolutionTime());
      for (Attempt attempt : report.attempts()) {
        recordPhase(registry, endpoint, "connect", attempt.elapsed());
      }
    }
  }

  private static void recordPhase(
      MeterRegistry registry, Endpoint endpoint, String phase, Duration time) {
    Timer.builder("portprobe.probes.phase")
        .description("Time of one phase of a probe")
        .tag("transport", tag(endpoint.transport()))
        .tag("phase", phase)
        .register(registry)
        .record(time);
  }

  @Override
  public void failed(Endpoint endpoint, Throwable failure) {
    active.decrement();
    lastStates.remove(endpoint);
    for (MeterRegistry registry : registries) {
      Counter.builder("portprobe.probes.failed")
          .description("Probes without a report")
          .tag("transport", tag(endpoint.transport()))
          .tag("cause", cause(failure))
          .register(registry)
          .increment();
    }
  }

  @Override
  public void cancelled(Endpoint endpoint) {
    active.decrement();
    for (MeterRegistry registry : registries) {
      Counter.builder("portprobe.probes.cancelled")
          .description("Probes that the caller cancelled")
          .tag("transport", tag(endpoint.transport()))
          .register(registry)
          .increment();
    }
  }

  private static String cause(Throwable failure) {
    if (failure instanceof UnresolvedTargetException) {
      return "unresolved";
    }
    if (failure instanceof TargetDeniedException) {
      return "denied";
    }
    if (failure instanceof LocalFaultException) {
      return "local";
    }
    return failure instanceof ProbeCancelledException ? "cancelled" : "defect";
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
