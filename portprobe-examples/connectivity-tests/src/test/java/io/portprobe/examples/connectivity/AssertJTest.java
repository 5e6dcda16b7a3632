package io.portprobe.examples.connectivity;

import static io.portprobe.assertj.PortprobeAssertions.assertThat;
import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.assertj.PortprobeSoftAssertions;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PeerFrom;
import io.portprobe.testing.junit.PortprobeExtension;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(PortprobeExtension.class)
class AssertJTest {
  static DirectoryPeer directory() {
    return DirectoryPeer.start();
  }

  @Test
  @DisplayName("States and futures of states are plain values")
  void states(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer db) {
    // README: assertj-state
    assertThat(client.tcp(db.host(), db.port()).state())
        .succeedsWithin(ofSeconds(5))
        .isEqualTo(PortState.LISTENING);
    // end
    assertThat(client.probe(endpointOf(db)).report().join())
        .satisfies(report -> assertThat(report.attempts()).hasSize(1));
  }

  @Test
  @DisplayName("ProbeReportAssert has assertions about a report")
  void report(ProbeClient client, @PeerFrom("directory") DirectoryPeer directory) {
    String dc = directory.host();
    int port = directory.port();
    // README: assertj-report
    ProbeReport report = client.tcp(dc, port).as("ldap").report().join();
    assertThat(report)
        .isListening()
        .hasReason(Reason.ACCEPTED)
        .speaks("ldap")
        .hasFinding(RootDse.class, dse -> assertThat(dse.lines()).isNotEmpty());
    // end
  }

  @Test
  @DisplayName("Soft assertions collect failed port assertions")
  void soft(
      ProbeClient client,
      @Faulty(Fault.SILENT) TcpPeer web,
      @Faulty(Fault.REFUSING) TcpPeer db,
      @Faulty(Fault.BLACK_HOLE) TcpPeer vault) {
    assertThatThrownBy(() -> soft(client, endpointOf(web), endpointOf(db), endpointOf(vault)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 failures")
        .hasMessageContaining(
            "Expected " + endpointOf(db) + " to be listening, but it is NOT LISTENING (refused).")
        .hasMessageContaining(
            "Expected "
                + endpointOf(vault)
                + " not to be listening, which is not proven: it is FILTERED (timed out)");
  }

  private static void soft(ProbeClient client, Endpoint web, Endpoint db, Endpoint vault) {
    // README: assertj-soft
    SoftAssertions.assertSoftly(
        softly -> {
          softly.check(() -> assertThatPort(client, web).isListening());
          softly.check(() -> assertThatPort(client, db).isListening());
          softly.check(() -> assertThatPort(client, vault).within(ofMillis(500)).isNotListening());
        });
    // end
  }

  @Test
  @DisplayName("Report assertions have a soft form")
  void softReport(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    ProbeReport report = client.probe(endpointOf(db)).report().join();

    assertThatThrownBy(() -> softReport(report))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("to be LISTENING, but it is NOT LISTENING")
        .hasMessageContaining("at AssertJTest.");
  }

  private static void softReport(ProbeReport report) {
    // README: assertj-soft-report
    PortprobeSoftAssertions.assertSoftly(
        softly -> softly.assertThat(report).isListening().hasReason(Reason.ACCEPTED));
    // end
  }
}
