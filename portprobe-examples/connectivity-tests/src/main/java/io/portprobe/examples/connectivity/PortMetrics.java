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
 * Gives what a client learns to Micrometer. It asks nothing itself: it hears of whatever the client
 * is asked, by a health indicator, say, and never blocks.
 *
 * <pre>{@code
 * PortMetrics metrics = new PortMetrics(List.of(tcp("db", 5432), udp("ns1", 53)));
 * metrics.bindTo(registry);
 * ProbeClient client = ProbeClient.builder().listener(metrics).build();
 * }</pre>
 *
 * <ul>
 *   <li>{@code portprobe.state}, a gauge for each endpoint and state: 1 for the state that was seen
 *       last, 0 for the others; all 0 before the first answer, and after a question that could not
 *       be asked
 *   <li>{@code portprobe.probe}, a timer by endpoint, state and reason; its count is that of the
 *       answers
 *   <li>{@code portprobe.unasked}, a counter by endpoint and exception
 * </ul>
 *
 * <p>Only of the endpoints it was made for, so that no user who names targets makes the number of
 * meters grow. Safe for use by several threads at once.
 */
public final class PortMetrics implements MeterBinder, ProbeListener {
  private final Set<Endpoint> endpoints;
  private final Map<Endpoint, PortState> seen = new ConcurrentHashMap<>();
  private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

  /**
   * Makes one for some endpoints.
   *
   * @param endpoints whose answers are measured
   */
  public PortMetrics(Collection<Endpoint> endpoints) {
    this.endpoints = Set.copyOf(endpoints);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Endpoint endpoint : endpoints) {
      for (PortState state : PortState.values()) {
        Gauge.builder("portprobe.state", () -> seen.get(endpoint) == state ? 1 : 0)
            .description("1 for the state that was seen last")
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
    seen.put(report.endpoint(), report.state());
    for (MeterRegistry registry : registries) {
      Timer.builder("portprobe.probe")
          .description("from the question to the answer")
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
    seen.remove(endpoint);
    for (MeterRegistry registry : registries) {
      Counter.builder("portprobe.unasked")
          .description("questions that could not be asked")
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
