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
 * The difference between an expectation and a report.
 *
 * @param text follows "Expected tcp://db:5432 to be listening"
 * @param finding the finding that does not meet the requirements
 * @param cause the exception that explains the difference
 */
public record UnmetExpectation(String text, Optional<Finding> finding, @Nullable Throwable cause) {
  private static final String UNPROVEN = ", which is not proven: ";

  private static UnmetExpectation of(String text) {
    return new UnmetExpectation(text, Optional.empty(), null);
  }

  /** Describes a state that differs from the expected state, or does not prove it. */
  public static UnmetExpectation ofState(StateExpectation expected, ProbeReport report) {
    String state = state(report);
    return of(
        expected.isRefutedBy(report)
            ? ", but it is " + state
            : UNPROVEN + "it is " + state + ", and " + doubt(report));
  }

  /** Describes a reason that differs from the expected reason. */
  public static UnmetExpectation ofReason(ProbeReport report) {
    return of(", but it is " + state(report));
  }

  /** Describes a response that was slower than expected. */
  public static UnmetExpectation ofTime(Duration taken) {
    return of(", but it took " + EvidenceText.time(taken));
  }

  /** Describes a port on which no dialogue finished. */
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
            ? ", but the service that listens there does not"
            : UNPROVEN + "it is listening, but the dialogue did not finish");
  }

  /** Describes a dialogue that returned no finding of the expected type. */
  public static UnmetExpectation ofType(Class<?> type, ProbeReport report) {
    List<Finding> findings = report.findings();
    String types =
        findings.stream()
            .map(finding -> finding.getClass().getSimpleName())
            .distinct()
            .collect(Collectors.joining(", "));
    return of(
        " and to return a finding of type "
            + type.getSimpleName()
            + ", but it returned "
            + (findings.isEmpty() ? "none" : types));
  }

  /** Describes a finding that does not meet the requirements. */
  public static UnmetExpectation ofFinding(Finding finding, AssertionError unmet) {
    return new UnmetExpectation(
        " with a matching finding, but: " + unmet.getMessage(), Optional.of(finding), unmet);
  }

  /** Describes a probe that could not be sent or was cancelled. */
  public static UnmetExpectation ofException(ProbeException e) {
    return new UnmetExpectation(UNPROVEN + failure(e), Optional.empty(), e);
  }

  /** Describes a port of which no probe has completed. */
  public static UnmetExpectation ofNoResult() {
    return of(UNPROVEN + "no probe has completed yet");
  }

  /** Describes a probe whose caller was interrupted. */
  public static UnmetExpectation ofInterrupt(InterruptedException e) {
    return new UnmetExpectation(UNPROVEN + "the thread was interrupted", Optional.empty(), e);
  }

  private static String failure(ProbeException e) {
    if (e instanceof UnresolvedTargetException) {
      return "the name was not resolved, so no probe was sent";
    }
    if (e instanceof TargetDeniedException) {
      return "the target policy of the client denied the probe";
    }
    return e instanceof LocalFaultException
        ? "a local failure prevented the probe"
        : "the probe was cancelled";
  }

  private static String state(ProbeReport report) {
    return report.state().description() + " (" + report.reason().description() + ")";
  }

  /** Returns why a report proves neither the expectation nor its opposite. */
  private static String doubt(ProbeReport report) {
    if (!report.omissions().isEmpty()) {
      return "some addresses were not probed";
    }
    return switch (report.state()) {
      case LISTENING, NOT_LISTENING -> "the addresses do not agree";
      case FILTERED -> "the filter hides whether anything listens";
      case LISTENING_OR_FILTERED -> "over UDP a silent service looks like a packet filter";
    };
  }
}
