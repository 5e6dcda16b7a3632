package io.portprobe.testing.internal.expectation;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an answer falls short of what was expected.
 *
 * @param text goes on behind "Expected tcp://db:5432 to be listening"
 * @param finding what a protocol found instead
 * @param cause what else was thrown
 */
public record UnmetExpectation(String text, Optional<Finding> finding, @Nullable Throwable cause) {
  private static final String UNPROVEN = ", which is not proven: ";

  private static UnmetExpectation of(String text) {
    return new UnmetExpectation(text, Optional.empty(), null);
  }

  /** The state is not as claimed, or that is not proven. */
  public static UnmetExpectation ofState(StateExpectation claim, ProbeReport report) {
    String state = state(report);
    return of(
        claim.isRefutedBy(report)
            ? ", but it is " + state
            : UNPROVEN + "it is " + state + ", and " + doubt(report));
  }

  /** The reason is another. */
  public static UnmetExpectation ofReason(ProbeReport report) {
    return of(", but it is " + state(report));
  }

  /** It listens, but was slow to say so. */
  public static UnmetExpectation ofTime(Duration taken) {
    return of(", but it took " + EvidenceText.time(taken));
  }

  /** No dialogue finished. */
  public static UnmetExpectation ofDialogue(ProbeReport report) {
    if (report.state() != PortState.LISTENING) {
      return ofState(StateExpectation.LISTENING, report);
    }
    boolean refuted =
        EvidenceText.dialogues(report)
            .map(DialogueReport::outcome)
            .allMatch(outcome -> outcome == Outcome.MISMATCH);
    return of(
        refuted
            ? ", but what listens there does not"
            : UNPROVEN + "it listens, but the dialogue was not finished");
  }

  /** The protocol is spoken, but nothing of that type was found. */
  public static UnmetExpectation ofType(Class<?> type, ProbeReport report) {
    List<Finding> findings = report.findings();
    String found =
        findings.stream()
            .map(finding -> finding.getClass().getSimpleName())
            .distinct()
            .collect(Collectors.joining(", "));
    return of(
        " and to give a finding of type "
            + type.getSimpleName()
            + ", but it gave "
            + (findings.isEmpty() ? "nothing" : found));
  }

  /** The finding is not as required. */
  public static UnmetExpectation ofFinding(Finding finding, AssertionError unmet) {
    return new UnmetExpectation(
        " with the right finding, but: " + unmet.getMessage(), Optional.of(finding), unmet);
  }

  /** The question could not be asked. */
  public static UnmetExpectation ofException(ProbeException e) {
    return new UnmetExpectation(UNPROVEN + hindrance(e), Optional.empty(), e);
  }

  /** Nothing came back yet. */
  public static UnmetExpectation ofNothing() {
    return of(UNPROVEN + "there was no answer yet");
  }

  /** Somebody stopped it. */
  public static UnmetExpectation ofInterrupt(InterruptedException e) {
    return new UnmetExpectation(UNPROVEN + "the thread was interrupted", Optional.empty(), e);
  }

  private static String hindrance(ProbeException e) {
    if (e instanceof UnresolvedTargetException) {
      return "the name was not resolved, so nothing was asked";
    }
    if (e instanceof TargetDeniedException) {
      return "the target policy of the client forbids the question";
    }
    return e instanceof LocalFaultException
        ? "a fault of this machine kept the question from being asked"
        : "the question was called off";
  }

  private static String state(ProbeReport report) {
    return report.state().description() + " (" + report.reason().description() + ")";
  }

  /** Why an answer proves neither the one nor the other. */
  private static String doubt(ProbeReport report) {
    if (!report.omissions().isEmpty()) {
      return "not every address could be asked";
    }
    return switch (report.state()) {
      case LISTENING, NOT_LISTENING -> "not every address said so";
      case FILTERED -> "what is behind the filter did not say a word";
      case LISTENING_OR_FILTERED -> "over UDP a silent service looks like a packet filter";
    };
  }
}
