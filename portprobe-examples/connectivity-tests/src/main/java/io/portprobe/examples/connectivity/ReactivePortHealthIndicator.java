package io.portprobe.examples.connectivity;

import io.portprobe.PortProbe;
import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Does what {@link PortHealthIndicator} does, for WebFlux: holds no thread while it waits, and
 * calls the probe off when nobody waits any more.
 */
public final class ReactivePortHealthIndicator implements ReactiveHealthIndicator {
  private final PortProbe probe;

  /**
   * Makes one for a port.
   *
   * @param probe asked each time
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
