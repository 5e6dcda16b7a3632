package io.portprobe.internal.wait;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;

/** Whether the time limit of a probe shaped its result. */
final class ResultTime {
  private ResultTime() {}

  /** Returns whether the result could differ if the probe had more time. */
  static boolean isInconclusive(ProbeReport report) {
    return report.attempts().stream().anyMatch(ResultTime::isInconclusive);
  }

  private static boolean isInconclusive(Attempt attempt) {
    return isSilence(attempt) || attempt.dialogue().filter(ResultTime::isCut).isPresent();
  }

  private static boolean isCut(DialogueReport dialogue) {
    return dialogue.outcome() == Outcome.INCOMPLETE && dialogue.cause() != Cause.PEER_CLOSED;
  }

  private static boolean isSilence(Attempt attempt) {
    return attempt.reason() == Reason.TIMED_OUT || attempt.reason() == Reason.SILENT;
  }

  /** Returns whether the probe ended at its timeout. */
  static boolean isOutOfTime(ProbeReport report) {
    return report.attempts().stream()
        .anyMatch(
            attempt ->
                isSilence(attempt)
                    || attempt.dialogue().filter(d -> d.cause() == Cause.DEADLINE).isPresent());
  }

  /** Returns whether name resolution ended at its time limit. */
  static boolean isTimeout(ProbeException unsent) {
    return unsent instanceof UnresolvedTargetException unresolved
        && unresolved.problem() == Problem.RESOLVER_TIMED_OUT;
  }
}
