package io.portprobe.examples.connectivity;

import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A Spring Boot health indicator of a port. It blocks until the report is complete, at the latest
 * until the deadline of the probe; {@link ReactivePortHealthIndicator} does not block. Thread-safe.
 *
 * <p>UP if something listens (and speaks the protocol, if the probe names one), DOWN if the port
 * refuses (or speaks another protocol), otherwise UNKNOWN, because silence proves nothing. Boot
 * maps UNKNOWN to HTTP 200. Set {@code management.endpoint.health.status.http-mapping.unknown=503}
 * if a filtered port is as bad as a closed one.
 *
 * <p>For Boot 3, import from {@code org.springframework.boot.actuate.health}.
 */
public final class PortHealthIndicator implements HealthIndicator {
  private final PortProbe probe;

  /**
   * Creates an indicator of a port.
   *
   * @param probe sent for each health request; its timeout should be less than that of the request,
   *     for example {@code client.tcp("db", 5432).stateOnly().timeout(ofSeconds(1))}
   */
  public PortHealthIndicator(PortProbe probe) {
    this.probe = Objects.requireNonNull(probe, "probe");
  }

  @Override
  public Health health() {
    CompletableFuture<ProbeReport> report = probe.report();
    try {
      return PortHealth.of(report.get());
    } catch (ExecutionException e) {
      return PortHealth.of(probe.endpoint(), Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      report.cancel(true);
      Thread.currentThread().interrupt();
      return PortHealth.of(probe.endpoint(), e);
    }
  }
}
