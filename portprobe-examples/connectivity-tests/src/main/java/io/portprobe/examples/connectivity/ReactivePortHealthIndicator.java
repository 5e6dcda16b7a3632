package io.portprobe.examples.connectivity;

import io.portprobe.PortProbe;
import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * The variant of {@link PortHealthIndicator} for WebFlux. It blocks no thread, and cancels the
 * probe when the subscriber cancels. Thread-safe.
 */
public final class ReactivePortHealthIndicator implements ReactiveHealthIndicator {
  private final PortProbe probe;

  /**
   * Creates an indicator of a port.
   *
   * @param probe sent for each health request
   */
  public ReactivePortHealthIndicator(PortProbe probe) {
    this.probe = Objects.requireNonNull(probe, "probe");
  }

  @Override
  public Mono<Health> health() {
    return ReactorProbes.report(probe)
        .map(PortHealth::of)
        .onErrorResume(failure -> Mono.just(PortHealth.of(probe.endpoint(), failure)));
  }
}
