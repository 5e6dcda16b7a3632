package io.portprobe.testing.internal.wait;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeReport;
import io.portprobe.UnresolvedTargetException;
import java.util.stream.Collectors;

/** A summary of the result of one probe in a few words, which an {@link AnswerHistory} counts. */
final class AnswerSummary {
  private AnswerSummary() {}

  /** Returns the summary of a report. */
  static String of(ProbeReport report) {
    return report.attempts().stream()
        .map(AnswerSummary::of)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /** Returns the summary of a probe that was not sent or was cancelled. */
  static String of(Throwable failure) {
    if (failure instanceof UnresolvedTargetException unresolved) {
      return unresolved.problem().description();
    }
    return failure instanceof LocalFaultException ? "local failure" : "failed";
  }

  private static String of(Attempt attempt) {
    String reason = attempt.reason().description();
    return attempt.dialogue().map(dialogue -> reason + of(dialogue)).orElse(reason);
  }

  private static String of(DialogueReport dialogue) {
    boolean silent = dialogue.bytesReceived() == 0;
    return switch (dialogue.cause()) {
      case COMPLETED -> " and spoke " + dialogue.protocol();
      case PEER_CLOSED -> silent ? " and closed" : " and closed after a part of the response";
      case REFUSED -> " and refused to speak " + dialogue.protocol();
      case MISMATCH -> " and spoke something else";
      case PEER_RESET -> " and reset";
      case CONNECTION_FAILED, TLS, PLUGIN_FAILURE -> " and failed";
      case DEADLINE, LIMIT, TCP_UNAVAILABLE ->
          silent ? " and stayed silent" : " and did not finish";
    };
  }
}
