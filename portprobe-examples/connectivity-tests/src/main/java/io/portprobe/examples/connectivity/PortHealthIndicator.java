package io.portprobe.examples.connectivity;

import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows a port among the health of a Spring Boot application. Blocks until the answer is there, at
 * the latest until the deadline of the probe; {@link ReactivePortHealthIndicator} does not.
 *
 * <p>UP if something listens (and speaks the protocol, if the probe asks for one), DOWN if the
 * network said no (or something else is spoken), else UNKNOWN: silence proves nothing. Boot answers
 * UNKNOWN with HTTP 200; {@code management.endpoint.health.status.http-mapping.unknown=503} is for
 * those to whom a port behind a filter is as bad as a closed one.
 *
 * <p>For Boot 3 it is the same, with {@code org.springframework.boot.actuate.health} as the package
 * of what is imported.
 */
public final class PortHealthIndicator implements HealthIndicator {
  private final PortProbe probe;

  /**
   * Makes one for a port.
   *
   * @param probe asked each time; with a deadline that suits whoever asks for the health, for
   *     example {@code client.tcp("db", 5432).stateOnly().timeout(ofSeconds(1))}
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
