package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.ProbeReport;
import io.portprobe.internal.dialogue.DialogueReports;
import io.portprobe.spi.Finding;
import java.net.InetAddress;
import java.util.function.UnaryOperator;

/** Copies of reports with other findings. */
public final class ReportFindings {
  private ReportFindings() {}

  /** Returns a report in which the findings of one address are replaced. */
  public static ProbeReport replaced(
      ProbeReport report, InetAddress address, UnaryOperator<Finding> replacement) {
    return new DefaultProbeReport(
        report.endpoint(),
        report.addresses(),
        report.resolutionTime(),
        report.resolutionNotes(),
        report.attempts().stream()
            .map(
                attempt ->
                    attempt.remote().getAddress().equals(address)
                        ? replaced(attempt, replacement)
                        : attempt)
            .toList(),
        report.omissions(),
        report.earlierTries(),
        report.started(),
        report.elapsed());
  }

  private static Attempt replaced(Attempt attempt, UnaryOperator<Finding> replacement) {
    return new DefaultAttempt(
        attempt.remote(),
        attempt.local(),
        attempt.state(),
        attempt.reason(),
        attempt.evidence(),
        attempt.icmp(),
        attempt.started(),
        attempt.elapsed(),
        attempt.sent(),
        attempt.closedAfter(),
        attempt
            .dialogue()
            .map(
                dialogue ->
                    dialogue
                        .finding()
                        .map(
                            found ->
                                DialogueReports.withFinding(dialogue, replacement.apply(found)))
                        .orElse(dialogue)),
        attempt.firstBytes());
  }
}
