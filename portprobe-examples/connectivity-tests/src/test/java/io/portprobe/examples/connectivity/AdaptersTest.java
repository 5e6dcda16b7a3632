package io.portprobe.examples.connectivity;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.micrometer.ProbeMetrics;
import io.portprobe.reactor.ReactorProbes;
import io.portprobe.scan.ScanResult;
import io.portprobe.testcontainers.PortprobeWaitStrategy;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The snippets of the page that show the published adapters. */
@ExtendWith(PortprobeExtension.class)
class AdaptersTest {
  @Test
  @DisplayName("A container accepts the wait strategies")
  void testcontainers() {
    byte[] query = "status".getBytes(US_ASCII);
    // README: testcontainers
    GenericContainer<?> openLdap =
        new GenericContainer<>("osixia/openldap:1.5.0")
            .withExposedPorts(389, 636)
            .waitingFor(PortprobeWaitStrategy.untilSpeaking("ldap", 389));
    // end
    // README: testcontainers-udp
    WaitStrategy dns = PortprobeWaitStrategy.untilSpeakingUdp("dns", 53);
    WaitStrategy game = PortprobeWaitStrategy.untilReplyingUdp(query, 27015);
    // end
    assertThat(openLdap.getExposedPorts()).containsExactly(389, 636);
    assertThat(List.of(dns, game)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("Metrics are recorded for each probe")
  void micrometer(@Faulty(Fault.SILENT) TcpPeer db) {
    MeterRegistry registry = new SimpleMeterRegistry();
    List<Endpoint> endpoints = List.of(endpointOf(db));
    // README: micrometer
    ProbeMetrics metrics = new ProbeMetrics(endpoints);
    metrics.bindTo(registry);
    ProbeClient client = ProbeClient.builder().listener(metrics).build();
    // end
    try (client) {
      client.probe(endpointOf(db)).state().join();
    }
    assertThat(registry.get("portprobe.probes").timer().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("Probes and scans are publishers")
  void reactor(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer db) {
    String hosts = db.host();
    String ports = Integer.toString(db.port());
    // README: reactor
    Mono<PortState> state = ReactorProbes.state(client.tcp("db", 5432));
    Flux<ScanResult> results = ReactorProbes.results(client.scan().hosts(hosts).tcp(ports));
    // end
    assertThat(state).isNotNull(); // no subscriber, so no probe is sent
    assertThat(results.single().block(ofSeconds(20)).state())
        .isEqualTo(Optional.of(PortState.LISTENING));
  }
}
