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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is asserted of a port, or waited for.
 *
 * @param words what stands behind "Expected tcp://db:5432"
 * @param question turns a probe into the question to ask
 * @param test how an answer falls short; empty if it does not
 */
public record Expectation(
    String words,
    UnaryOperator<PortProbe> question,
    Function<ProbeReport, Optional<UnmetExpectation>> test) {

  public static Expectation of(StateExpectation claim) {
    return new Expectation(
        claim.description(),
        PortProbe::stateOnly,
        report -> unless(claim.isProvenBy(report), () -> UnmetExpectation.ofState(claim, report)));
  }

  public static Expectation reason(Reason reason) {
    return new Expectation(
        "to have the reason '" + reason.description() + "'",
        PortProbe::stateOnly,
        report -> unless(report.reason() == reason, () -> UnmetExpectation.ofReason(report)));
  }

  public static Expectation answering(Duration limit) {
    return new Expectation(
        "to answer within " + EvidenceText.time(limit),
        PortProbe::stateOnly,
        report ->
            StateExpectation.LISTENING.isProvenBy(report)
                ? unless(
                    fastest(report).compareTo(limit) <= 0,
                    () -> UnmetExpectation.ofTime(fastest(report)))
                : Optional.of(UnmetExpectation.ofState(StateExpectation.LISTENING, report)));
  }

  private static Duration fastest(ProbeReport report) {
    return report.attempts().stream()
        .filter(attempt -> attempt.state() == PortState.LISTENING)
        .map(Attempt::elapsed)
        .min(Duration::compareTo)
        .orElseThrow();
  }

  public static Expectation speaking(String protocol) {
    return new Expectation(
        "to speak " + protocol,
        probe -> probe.as(protocol),
        report ->
            unless(
                finished(report).findAny().isPresent(), () -> UnmetExpectation.ofDialogue(report)));
  }

  public static <F extends Finding> Expectation speaking(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    Expectation spoken = speaking(protocol);
    return new Expectation(
        spoken.words,
        spoken.question,
        report -> spoken.test.apply(report).or(() -> shortfall(type, requirements, report)));
  }

  private static <F extends Finding> Optional<UnmetExpectation> shortfall(
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

  private static Optional<UnmetExpectation> unless(
      boolean met, Supplier<UnmetExpectation> shortfall) {
    return met ? Optional.empty() : Optional.of(shortfall.get());
  }
}
