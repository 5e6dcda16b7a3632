package io.portprobe.assertions;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.spi.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the error of an assertion that does not hold: what was expected, and what came back. */
final class Failure {
  private static final String UNPROVEN = ", which is not proven: ";

  private Failure() {}

  /** The state is not as claimed. */
  static AssertionError of(Claim claim, ProbeReport report) {
    return ofState(claim, claim.words(), report);
  }

  private static AssertionError ofState(Claim claim, String words, ProbeReport report) {
    String state = state(report);
    return error(
        report,
        claim.isRefuted(report)
            ? expected(report, words) + ", but it is " + state
            : expected(report, words) + UNPROVEN + "it is " + state + ", and " + doubt(report));
  }

  /** The reason is another. */
  static AssertionError ofReason(String words, ProbeReport report) {
    return error(report, expected(report, words) + ", but it is " + state(report));
  }

  /** No dialogue finished. */
  static AssertionError ofDialogue(String words, ProbeReport report) {
    if (report.state() != PortState.LISTENING) {
      return ofState(Claim.LISTENING, words, report);
    }
    boolean refuted =
        Evidence.dialogues(report)
            .map(DialogueReport::outcome)
            .allMatch(outcome -> outcome == Outcome.MISMATCH);
    return error(
        report,
        refuted
            ? expected(report, words) + ", but what listens there does not"
            : expected(report, words) + UNPROVEN + "it listens, but the dialogue was not finished");
  }

  /** The protocol is spoken, but nothing of that type was found. */
  static AssertionError ofType(String words, Class<?> type, ProbeReport report) {
    List<Finding> findings = report.findings();
    String found =
        findings.stream()
            .map(finding -> finding.getClass().getSimpleName())
            .distinct()
            .collect(Collectors.joining(", "));
    return error(
        report,
        expected(report, words)
            + " and to give a finding of type "
            + type.getSimpleName()
            + ", but it gave "
            + (findings.isEmpty() ? "nothing" : found));
  }

  /** The finding is not as required. */
  static AssertionError ofFinding(
      String words, Finding finding, ProbeReport report, AssertionError cause) {
    return new AssertionError(
        expected(report, words)
            + " with the right finding, but: "
            + cause.getMessage()
            + "\nFound "
            + finding.getClass().getSimpleName()
            + ":\n"
            + Evidence.of(finding)
            + "\n"
            + Evidence.of(report),
        cause);
  }

  /** The question could not be asked. */
  static AssertionError ofException(Endpoint endpoint, String words, ProbeException e) {
    return new AssertionError(
        "Expected " + endpoint + " " + words + UNPROVEN + hindrance(e) + ".\n  " + e.getMessage(),
        e);
  }

  static AssertionError ofInterrupt(Endpoint endpoint, String words, InterruptedException e) {
    return new AssertionError(
        "Expected " + endpoint + " " + words + UNPROVEN + "the thread was interrupted.", e);
  }

  private static String hindrance(ProbeException e) {
    if (e instanceof UnresolvedTargetException) {
      return "the name has no address, so nothing was asked";
    }
    if (e instanceof TargetDeniedException) {
      return "the target policy of the client forbids the question";
    }
    return e instanceof LocalFaultException
        ? "a fault of this machine kept the question from being asked"
        : "the question was called off";
  }

  private static String expected(ProbeReport report, String words) {
    return "Expected " + report.endpoint() + " " + words;
  }

  private static String state(ProbeReport report) {
    return report.state().words() + " (" + report.reason().words() + ")";
  }

  /** Why an answer proves neither the one nor the other. */
  private static String doubt(ProbeReport report) {
    return switch (report.state()) {
      case LISTENING, NOT_LISTENING -> "not every address said so";
      case FILTERED -> "what is behind the filter did not say a word";
      case LISTENING_OR_FILTERED -> "over UDP a silent service looks like a packet filter";
    };
  }

  private static AssertionError error(ProbeReport report, String headline) {
    return new AssertionError(
        headline + ".\n" + Evidence.of(report), Evidence.lastThrowable(report).orElse(null));
  }
}
