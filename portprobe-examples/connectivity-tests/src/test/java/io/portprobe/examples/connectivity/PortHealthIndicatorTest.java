package io.portprobe.examples.connectivity;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.DirectoryPeer;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PeerFrom;
import io.portprobe.testing.junit.PortprobeExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(PortprobeExtension.class)
class PortHealthIndicatorTest {
  static DirectoryPeer directory() {
    return DirectoryPeer.start();
  }

  /** Returns the health of both variants, which may differ only in time. */
  private static Health health(PortProbe probe) {
    Health blocking = new PortHealthIndicator(probe).health();
    Health reactive = new ReactivePortHealthIndicator(probe).health().block(ofSeconds(20));
    assertThat(reactive.getStatus()).isEqualTo(blocking.getStatus());
    assertThat(reactive.getDetails()).containsOnlyKeys(blocking.getDetails().keySet());
    return blocking;
  }

  @Test
  @DisplayName("A listening port is UP with details")
  void up(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer db) {
    Health health = health(client.probe(endpointOf(db)).stateOnly());

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .containsEntry("endpoint", endpointOf(db).toString())
        .containsEntry("state", "LISTENING")
        .containsEntry("reason", "accepted")
        .containsOnlyKeys("endpoint", "state", "reason", "ms");
    assertThat((Long) health.getDetails().get("ms")).isNotNegative();
  }

  @Test
  @DisplayName("A refusing port is DOWN")
  void down(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    Health health = health(client.probe(endpointOf(db)));

    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.getDetails()).containsEntry("reason", "refused");
  }

  @Test
  @DisplayName("A silent port and an unresolvable name are UNKNOWN")
  void unknown(
      ProbeClient client,
      @Faulty(Fault.BLACK_HOLE) TcpPeer filtered,
      @Faulty(Fault.SILENT) UdpPeer silent) {
    assertThat(health(client.probe(endpointOf(filtered)).timeout(ofMillis(300))).getStatus())
        .isEqualTo(Status.UNKNOWN);
    assertThat(health(client.probe(endpointOf(silent)).timeout(ofMillis(300))).getStatus())
        .isEqualTo(Status.UNKNOWN);
    try (ProbeClient nameless =
        ProbeClient.builder().resolver(new ScriptedResolver().nxdomain("db")::resolve).build()) {
      Health health = health(nameless.tcp("db", 5432));
      assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
      assertThat(health.getDetails().get("error").toString())
          .contains("UnresolvedTargetException", "tcp://db:5432");
    }
  }

  @Test
  @DisplayName("A protocol is UP if spoken, DOWN if another is, UNKNOWN if undecided")
  void protocol(
      ProbeClient client,
      @PeerFrom("directory") DirectoryPeer directory,
      @Faulty(Fault.GARBAGE) TcpPeer other,
      @Faulty(Fault.SILENT) TcpPeer silent) {
    Health spoken = health(client.tcp(directory.host(), directory.port()).as("ldap"));
    Health mismatch = health(client.probe(endpointOf(other)).as("ldap"));
    Health open = health(client.probe(endpointOf(silent)).as("ldap").timeout(ofSeconds(2)));

    assertThat(spoken.getStatus()).isEqualTo(Status.UP);
    assertThat(spoken.getDetails()).containsEntry("protocol", "ldap").doesNotContainKey("dialogue");
    assertThat(mismatch.getStatus()).isEqualTo(Status.DOWN);
    assertThat(mismatch.getDetails()).containsKey("dialogue");
    assertThat(open.getStatus()).isEqualTo(Status.UNKNOWN);
    assertThat(open.getDetails()).containsEntry("state", "LISTENING").containsKey("dialogue");
  }

  @Test
  @DisplayName("An interrupted thread gets UNKNOWN and stays interrupted")
  void interrupted(ProbeClient client, @Faulty(Fault.BLACK_HOLE) TcpPeer filtered) {
    Thread.currentThread().interrupt();
    Health health = new PortHealthIndicator(client.probe(endpointOf(filtered))).health();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
    assertThat(health.getDetails().get("error").toString()).contains("InterruptedException");
  }

  // README: spring
  @Configuration(proxyBeanMethods = false)
  static class Ports {
    @Bean
    ProbeClient probeClient() { // Spring closes it
      return ProbeClient.create();
    }

    @Bean
    HealthIndicator databaseHealthIndicator(ProbeClient client, Endpoint database) {
      return new PortHealthIndicator(client.probe(database).stateOnly().timeout(ofSeconds(1)));
    }
  }

  // end

  @Test
  @DisplayName("An application context registers the indicator by name and closes the client")
  void context(@Faulty(Fault.SILENT) TcpPeer db) {
    ProbeClient client;
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.register(Ports.class, HealthContributorRegistryAutoConfiguration.class);
      context.registerBean("database", Endpoint.class, () -> endpointOf(db));
      context.refresh();
      client = context.getBean(ProbeClient.class);
      HealthContributorRegistry registry = context.getBean(HealthContributorRegistry.class);

      assertThat(registry.getContributor("database"))
          .isInstanceOfSatisfying(
              HealthIndicator.class,
              indicator -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
    }
    assertThat(client.probe(endpointOf(db)).state()).isCompletedExceptionally();
  }
}
