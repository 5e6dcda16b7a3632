package io.portprobe.micrometer;

import static io.portprobe.Endpoint.tcp;
import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PortprobeExtension.class)
class ProbeMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private double gauge(Endpoint endpoint, String state) {
    return registry
        .get("portprobe.state")
        .tags("endpoint", endpoint.toString(), "state", state)
        .gauge()
        .value();
  }

  @Test
  @DisplayName("A report sets the state gauge and is timed by reason")
  void answers(@Faulty(Fault.SILENT) TcpPeer db, @Faulty(Fault.BLACK_HOLE) TcpPeer vault) {
    List<Endpoint> endpoints = List.of(endpointOf(db), endpointOf(vault));
    // README: micrometer
    ProbeMetrics metrics = new ProbeMetrics(endpoints);
    metrics.bindTo(registry);
    ProbeClient client = ProbeClient.builder().listener(metrics).build();
    // end
    try (client) {
      assertThat(gauge(endpointOf(db), "listening")).isZero();
      client.probe(endpointOf(db)).state().join();
      client.probe(endpointOf(db)).state().join();
      client.probe(endpointOf(vault)).timeout(ofMillis(800)).state().join();
    }

    assertThat(gauge(endpointOf(db), "listening")).isEqualTo(1);
    assertThat(gauge(endpointOf(db), "not-listening")).isZero();
    assertThat(gauge(endpointOf(vault), "filtered")).isEqualTo(1);
    assertThat(gauge(endpointOf(vault), "not-listening")).isZero();
    Timer listening =
        registry
            .get("portprobe.probes")
            .tags("transport", "tcp", "protocol", "none", "state", "listening")
            .tags("reason", "accepted")
            .timer();
    assertThat(listening.count()).isEqualTo(2);
    assertThat(listening.totalTime(NANOSECONDS)).isPositive();
    Timer filtered =
        registry.get("portprobe.probes").tags("state", "filtered", "reason", "timed-out").timer();
    assertThat(filtered.totalTime(NANOSECONDS)).isGreaterThanOrEqualTo(200e6);
    assertThat(phase("resolve").count()).isEqualTo(3);
    assertThat(phase("connect").count()).isEqualTo(3);
    assertThat(active()).isZero();
  }

  private Timer phase(String name) {
    return registry.get("portprobe.probes.phase").tags("transport", "tcp", "phase", name).timer();
  }

  private double active() {
    return registry.get("portprobe.probes.active").gauge().value();
  }

  @Test
  @DisplayName("A cancelled probe is counted, and is active until then")
  void cancelled(@Faulty(Fault.BLACK_HOLE) TcpPeer vault) {
    ProbeMetrics metrics = new ProbeMetrics();
    metrics.bindTo(registry);
    try (ProbeClient client = ProbeClient.builder().listener(metrics).build()) {
      CompletableFuture<PortState> probe = client.probe(endpointOf(vault)).state();
      assertThat(active()).isEqualTo(1);
      probe.cancel(true);
    }

    assertThat(active()).isZero();
    assertThat(registry.get("portprobe.probes.cancelled").tag("transport", "tcp").counter().count())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("A probe that fails is counted and sets no state")
  void errors(@Faulty(Fault.SILENT) TcpPeer db) {
    Endpoint endpoint = tcp("db", db.port());
    InetAddress address = db.address().getAddress();
    ScriptedResolver names = new ScriptedResolver().resolving("db", address);
    ProbeMetrics metrics = new ProbeMetrics();
    metrics.bindTo(registry);
    metrics.track(List.of(endpoint));
    metrics.track(List.of(endpoint));
    try (ProbeClient client =
        ProbeClient.builder().resolver(names::resolve).listener(metrics).build()) {
      client.probe(endpoint).state().join();
      assertThat(gauge(endpoint, "listening")).isEqualTo(1);

      names.nxdomain("db");
      assertThatThrownBy(() -> client.probe(endpoint).state().join())
          .hasMessageContaining("tcp://db");
    }

    assertThat(gauge(endpoint, "listening")).isZero();
    assertThat(
            registry
                .get("portprobe.probes.failed")
                .tags("transport", "tcp", "cause", "unresolved")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("No meter has an endpoint that was not given")
  void others(@Faulty(Fault.SILENT) TcpPeer other) {
    ProbeMetrics metrics = new ProbeMetrics();
    metrics.bindTo(registry);
    try (ProbeClient client =
        ProbeClient.builder()
            .targetPolicy(TargetPolicy.deny("127.0.0.2"))
            .resolver(new ScriptedResolver()::resolve)
            .listener(metrics)
            .build()) {
      client.probe(endpointOf(other)).state().join();
      assertThatThrownBy(() -> client.tcp("nowhere", 1).state().join()).isNotNull();
      assertThatThrownBy(() -> client.tcp("127.0.0.2", 1).state().join()).isNotNull();
    }

    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .containsOnly(
            "portprobe.probes",
            "portprobe.probes.active",
            "portprobe.probes.failed",
            "portprobe.probes.phase");
    assertThat(registry.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .extracting(Tag::getKey)
        .containsOnly("transport", "protocol", "state", "reason", "phase", "cause");
    assertThat(registry.get("portprobe.probes.failed").tag("cause", "denied").counter().count())
        .isEqualTo(1);
  }
}
