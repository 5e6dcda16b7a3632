package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An expectation of an assertion or a wait.
 *
 * @param description the text that follows "Expected tcp://db:5432"
 * @param prepare turns the caller's probe into the probe to send
 * @param check returns how a report falls short; empty if it meets the expectation
 */
public record Expectation(
    String description,
    UnaryOperator<PortProbe> prepare,
    Function<ProbeReport, Optional<UnmetExpectation>> check) {

  /** Returns the expectation of a state. */
  public static Expectation of(StateExpectation state) {
    return ofState(
        state.description(),
        report ->
            state.isProvenBy(report)
                ? Optional.empty()
                : Optional.of(UnmetExpectation.ofState(state, report)));
  }

  /** Returns the expectation that the state has this reason. */
  public static Expectation reason(Reason reason) {
    return ofState(
        "to have the reason '" + reason.description() + "'",
        report ->
            report.reason() == reason
                ? Optional.empty()
                : Optional.of(UnmetExpectation.ofReason(report)));
  }

  /** Returns the expectation that the port is listening and responds within the limit. */
  public static Expectation responding(Duration limit) {
    return ofState(
        "to respond within " + EvidenceText.time(limit),
        report -> {
          if (!StateExpectation.LISTENING.isProvenBy(report)) {
            return Optional.of(UnmetExpectation.ofState(StateExpectation.LISTENING, report));
          }
          Duration fastest = fastest(report);
          return fastest.compareTo(limit) <= 0
              ? Optional.empty()
              : Optional.of(UnmetExpectation.ofTime(fastest));
        });
  }

  private static Expectation ofState(
      String description, Function<ProbeReport, Optional<UnmetExpectation>> check) {
    return new Expectation(description, PortProbe::stateOnly, check);
  }

  private static Duration fastest(ProbeReport report) {
    return report.attempts().stream()
        .filter(attempt -> attempt.state() == PortState.LISTENING)
        .map(Attempt::elapsed)
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /** Returns the expectation that the dialogue of a protocol finishes. */
  public static Expectation speaking(String protocol) {
    return new Expectation(
        "to speak " + protocol, probe -> probe.as(protocol), Expectation::finishedDialogue);
  }

  /** Returns the expectation that a protocol returns a finding that meets the requirements. */
  public static <F extends Finding> Expectation speaking(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    Expectation spoken = speaking(protocol);
    return new Expectation(
        spoken.description,
        spoken.prepare,
        report -> finishedDialogue(report).or(() -> finding(type, requirements, report)));
  }

  private static Optional<UnmetExpectation> finishedDialogue(ProbeReport report) {
    return finished(report).findAny().isPresent()
        ? Optional.empty()
        : Optional.of(UnmetExpectation.ofDialogue(report));
  }

  private static <F extends Finding> Optional<UnmetExpectation> finding(
      Class<F> type, Consumer<? super F> requirements, ProbeReport report) {
    Optional<F> finding =
        finished(report)
            .flatMap(dialogue -> dialogue.finding().stream())
            .filter(type::isInstance)
            .map(type::cast)
            .findFirst();
    if (finding.isEmpty()) {
      return Optional.of(UnmetExpectation.ofType(type, report));
    }
    try {
      requirements.accept(finding.get());
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(UnmetExpectation.ofFinding(finding.get(), e));
    }
  }

  private static Stream<DialogueReport> finished(ProbeReport report) {
    return EvidenceText.dialogues(report)
        .filter(dialogue -> dialogue.outcome() == Outcome.FINISHED);
  }
}
