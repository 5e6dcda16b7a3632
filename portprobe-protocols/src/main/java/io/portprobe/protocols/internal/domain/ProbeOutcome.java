package io.portprobe.protocols.internal.domain;

import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import java.util.Optional;

/**
 * What became known of one probe. Immutable. Without a report and a failure there was no time left
 * for it.
 */
record ProbeOutcome(Optional<ProbeReport> report, Optional<ProbeException> failure) {
  static final ProbeOutcome NO_TIME = new ProbeOutcome(Optional.empty(), Optional.empty());

  static ProbeOutcome of(ProbeReport report) {
    return new ProbeOutcome(Optional.of(report), Optional.empty());
  }

  static ProbeOutcome of(ProbeException failure) {
    return new ProbeOutcome(Optional.empty(), Optional.of(failure));
  }

  /** Returns whether a second probe with more time may find more: the first one timed out. */
  boolean isLate() {
    return report.filter(ProbeOutcome::isLate).isPresent();
  }

  private static boolean isLate(ProbeReport report) {
    boolean unfinished =
        report
            .dialogue()
            .map(DialogueReport::cause)
            .filter(DialogueReport.Cause.DEADLINE::equals)
            .isPresent();
    return unfinished
        || report.reason() == Reason.TIMED_OUT
        || report.state() == PortState.LISTENING_OR_FILTERED;
  }
}
