package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.internal.dialogue.DialogueReports;
import io.portprobe.spi.Finding;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Copies of reports with other findings. */
public final class ReportFindings {
  private ReportFindings() {}

  /** Returns a report in which the findings of one address are replaced. */
  public static ProbeReport replaced(
      ProbeReport report, InetAddress address, UnaryOperator<Finding> replacement) {
    return changed(
        report,
        attempt ->
            attempt.remote().getAddress().equals(address)
                ? withDialogue(attempt, replaced(attempt.dialogue(), replacement))
                : attempt);
  }

  /**
   * Returns a report with a finding for each attempt that {@linkplain #isResetAtOnce was reset at
   * once}.
   *
   * @param protocol the protocol that the probe was about to speak
   * @param found returns the finding of an attempt; has no side effect
   */
  public static ProbeReport completed(
      ProbeReport report, String protocol, Function<Attempt, Finding> found) {
    return changed(
        report,
        attempt ->
            isResetAtOnce(attempt)
                ? withDialogue(
                    attempt,
                    Optional.of(
                        DialogueReports.withoutConversation(
                            protocol, found.apply(attempt), attempt.evidence())))
                : attempt);
  }

  /** Returns whether the peer accepted the connection and reset it before a dialogue began. */
  public static boolean isResetAtOnce(Attempt attempt) {
    return attempt.reason() == Reason.ACCEPTED
        && attempt.dialogue().isEmpty()
        && attempt.closedAfter().isPresent();
  }

  private static ProbeReport changed(ProbeReport report, UnaryOperator<Attempt> change) {
    return new DefaultProbeReport(
        report.endpoint(),
        report.addresses(),
        report.resolutionTime(),
        report.resolutionNotes(),
        report.attempts().stream().map(change).toList(),
        report.omissions(),
        report.earlierTries(),
        report.started(),
        report.elapsed());
  }

  private static Optional<DialogueReport> replaced(
      Optional<DialogueReport> dialogue, UnaryOperator<Finding> replacement) {
    return dialogue.map(
        report ->
            report
                .finding()
                .map(found -> DialogueReports.withFinding(report, replacement.apply(found)))
                .orElse(report));
  }

  private static Attempt withDialogue(Attempt attempt, Optional<DialogueReport> dialogue) {
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
        dialogue,
        attempt.firstBytes());
  }
}
