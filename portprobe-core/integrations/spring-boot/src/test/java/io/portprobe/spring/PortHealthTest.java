package io.portprobe.spring;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.spring.PortHealth.Verdict;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PeerFrom;
import io.portprobe.testing.junit.PortprobeExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PortprobeExtension.class)
class PortHealthTest {
  static DirectoryPeer directory() {
    return DirectoryPeer.start();
  }

  @Test
  void listeningPort_isUpWithDetails(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer db) {
    PortHealth health = PortHealth.await(client.probe(endpointOf(db)).stateOnly());

    assertThat(health.verdict()).isEqualTo(Verdict.UP);
    assertThat(health.details())
        .containsEntry("endpoint", endpointOf(db).toString())
        .containsEntry("state", "LISTENING")
        .containsEntry("reason", "ACCEPTED")
        .containsOnlyKeys("endpoint", "state", "reason", "ms");
    assertThat((Long) health.details().get("ms")).isNotNegative();
  }

  @Test
  void refusingPort_isDown(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    PortHealth health = PortHealth.await(client.probe(endpointOf(db)));

    assertThat(health.verdict()).isEqualTo(Verdict.DOWN);
    assertThat(health.details()).containsEntry("reason", "REFUSED");
  }

  @Tag("slow")
  @Test
  void silentPort_isUnknown(
      ProbeClient client,
      @Faulty(Fault.BLACK_HOLE) TcpPeer filtered,
      @Faulty(Fault.SILENT) UdpPeer silent) {
    assertThat(PortHealth.await(client.probe(endpointOf(filtered)).timeout(ofMillis(800))))
        .returns(Verdict.UNKNOWN, PortHealth::verdict);
    assertThat(PortHealth.await(client.probe(endpointOf(silent)).timeout(ofMillis(800))))
        .returns(Verdict.UNKNOWN, PortHealth::verdict);
  }

  @Test
  void unresolvableName_isUnknownWithTheException() {
    try (ProbeClient client =
        ProbeClient.builder().resolver(new ScriptedResolver().nxdomain("db")::resolve).build()) {
      PortHealth health = PortHealth.await(client.tcp("db", 5432));

      assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(health.failure()).get().isInstanceOf(UnresolvedTargetException.class);
    }
  }

  @Test
  void protocol_isUpIfSpoken_downIfAnotherIs_unknownIfUndecided(
      ProbeClient client,
      @PeerFrom("directory") DirectoryPeer directory,
      @Faulty(Fault.GARBAGE) TcpPeer other,
      @Faulty(Fault.CLOSING) TcpPeer closing,
      @Faulty(Fault.SILENT) TcpPeer silent) {
    PortHealth spoken = PortHealth.await(client.tcp(directory.host(), directory.port()).as("ldap"));
    PortHealth mismatch = PortHealth.await(client.probe(endpointOf(other)).as("ldap"));
    PortHealth closed = PortHealth.await(client.probe(endpointOf(closing)).as("ldap"));
    PortHealth open =
        PortHealth.await(client.probe(endpointOf(silent)).as("ldap").timeout(ofMillis(800)));

    assertThat(spoken.verdict()).isEqualTo(Verdict.UP);
    assertThat(spoken.details())
        .containsEntry("protocol", "ldap")
        .containsEntry("dialogue", "COMPLETED");
    assertThat(mismatch.verdict()).isEqualTo(Verdict.DOWN);
    assertThat(mismatch.details()).containsEntry("dialogue", "MISMATCH");
    assertThat(closed.verdict()).isEqualTo(Verdict.DOWN);
    assertThat(open.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(open.details())
        .containsEntry("state", "LISTENING")
        .containsEntry("dialogue", "DEADLINE");
  }

  @Test
  void tlsFailure_isDown(ProbeClient client, @Faulty(Fault.GARBAGE) TcpPeer plain) {
    PortHealth health =
        PortHealth.await(client.probe(endpointOf(plain)).as("ldap").tls().timeout(ofSeconds(20)));

    assertThat(health.verdict()).isEqualTo(Verdict.DOWN);
    assertThat(health.details()).containsEntry("dialogue", "TLS");
  }

  @Test
  void interruptedThread_getsUnknownAndStaysInterrupted(
      ProbeClient client, @Faulty(Fault.BLACK_HOLE) TcpPeer filtered) {
    Thread.currentThread().interrupt();
    PortHealth health = PortHealth.await(client.probe(endpointOf(filtered)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(health.failure()).get().isInstanceOf(InterruptedException.class);
  }
}
