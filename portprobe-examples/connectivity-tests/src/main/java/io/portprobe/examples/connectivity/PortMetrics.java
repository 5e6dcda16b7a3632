package io.portprobe.examples.connectivity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeListener;
import io.portprobe.ProbeReport;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Micrometer metrics of the probes of a client. It sends no probes itself: it records the probes
 * that the client sends, for example for a health indicator. It never blocks.
 *
 * <pre>{@code
 * PortMetrics metrics = new PortMetrics(List.of(tcp("db", 5432), udp("ns1", 53)));
 * metrics.bindTo(registry);
 * ProbeClient client = ProbeClient.builder().listener(metrics).build();
 * }</pre>
 *
 * <ul>
 *   <li>{@code portprobe.state}, a gauge for each endpoint and state: 1 for the last state, 0 for
 *       the others; all 0 before the first report, and after a probe that failed
 *   <li>{@code portprobe.probe}, a timer by endpoint, state and reason, which counts the reports
 *   <li>{@code portprobe.errors}, a counter of failed probes by endpoint and exception
 * </ul>
 *
 * <p>Only the given endpoints have meters, so that users who choose targets cannot increase the
 * number of meters. Thread-safe.
 */
public final class PortMetrics implements MeterBinder, ProbeListener {
  private final Set<Endpoint> endpoints;
  private final Map<Endpoint, PortState> lastStates = new ConcurrentHashMap<>();
  private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

  /**
   * Creates metrics of some endpoints.
   *
   * @param endpoints the endpoints to measure
   */
  public PortMetrics(Collection<Endpoint> endpoints) {
    this.endpoints = Set.copyOf(endpoints);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Endpoint endpoint : endpoints) {
      for (PortState state : PortState.values()) {
        Gauge.builder("portprobe.state", () -> lastStates.get(endpoint) == state ? 1 : 0)
            .description("1 for the last state, 0 for the others")
            .tag("endpoint", endpoint.toString())
            .tag("state", word(state))
            .register(registry);
      }
    }
    registries.add(registry);
  }

  @Override
  public void completed(ProbeReport report) {
    if (!endpoints.contains(report.endpoint())) {
      return;
    }
    lastStates.put(report.endpoint(), report.state());
    for (MeterRegistry registry : registries) {
      Timer.builder("portprobe.probe")
          .description("time from the start of a probe to its report")
          .tag("endpoint", report.endpoint().toString())
          .tag("state", word(report.state()))
          .tag("reason", word(report.reason()))
          .register(registry)
          .record(report.elapsed());
    }
  }

  @Override
  public void failed(Endpoint endpoint, Throwable failure) {
    if (!endpoints.contains(endpoint)) {
      return;
    }
    lastStates.remove(endpoint);
    for (MeterRegistry registry : registries) {
      Counter.builder("portprobe.errors")
          .description("probes that failed")
          .tag("endpoint", endpoint.toString())
          .tag("exception", failure.getClass().getSimpleName())
          .register(registry)
          .increment();
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
