package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportFindingsTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private record Note(List<String> lines) implements Finding {}

  private static ProbeReport report(Reason reason, Optional<Duration> closedAfter) {
    Attempt attempt =
        new DefaultAttempt(
            new InetSocketAddress(HOST, 80),
            Optional.empty(),
            reason == Reason.ACCEPTED ? PortState.LISTENING : PortState.FILTERED,
            reason,
            "seen",
            Optional.empty(),
            Instant.EPOCH,
            Duration.ofMillis(1),
            1,
            closedAfter,
            Optional.empty(),
            ByteBuffer.allocate(0));
    return new DefaultProbeReport(
        Endpoint.tcp("localhost", 80),
        List.of(HOST),
        Duration.ZERO,
        List.of(),
        List.of(attempt),
        List.of(),
        List.of(),
        Instant.EPOCH,
        Duration.ofMillis(1));
  }

  private static ProbeReport completed(ProbeReport report) {
    return ReportFindings.completed(
        report, "identify", attempt -> new Note(List.of(attempt.evidence())));
  }

  @Test
  void connectionThatWasResetAtOnce_getsAFinding_whichCanBeReplaced() {
    ProbeReport completed = completed(report(Reason.ACCEPTED, Optional.of(Duration.ZERO)));

    assertThat(completed.findings()).containsExactly(new Note(List.of("seen")));
    assertThat(completed.dialogue().orElseThrow().cause()).isEqualTo(Cause.COMPLETED);
    assertThat(completed.dialogue().orElseThrow().protocol()).isEqualTo("identify");
    Note other = new Note(List.of("other"));
    assertThat(ReportFindings.replaced(completed, HOST, before -> other).findings())
        .containsExactly(other);
  }

  @Test
  void connectionThatThePeerKept_orThatWasNotMade_getsNone() {
    assertThat(completed(report(Reason.ACCEPTED, Optional.empty())).findings()).isEmpty();
    assertThat(completed(report(Reason.TIMED_OUT, Optional.empty())).findings()).isEmpty();
  }
}
