package io.portprobe.assertions;

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
public record Goal(
    String words,
    UnaryOperator<PortProbe> question,
    Function<ProbeReport, Optional<Shortfall>> test) {

  public static Goal of(Claim claim) {
    return new Goal(
        claim.description(),
        PortProbe::stateOnly,
        report -> unless(claim.isProvenBy(report), () -> Shortfall.ofState(claim, report)));
  }

  public static Goal reason(Reason reason) {
    return new Goal(
        "to have the reason '" + reason.words() + "'",
        PortProbe::stateOnly,
        report -> unless(report.reason() == reason, () -> Shortfall.ofReason(report)));
  }

  public static Goal answering(Duration limit) {
    return new Goal(
        "to answer within " + Evidence.time(limit),
        PortProbe::stateOnly,
        report ->
            Claim.LISTENING.isProvenBy(report)
                ? unless(
                    fastest(report).compareTo(limit) <= 0, () -> Shortfall.ofTime(fastest(report)))
                : Optional.of(Shortfall.ofState(Claim.LISTENING, report)));
  }

  private static Duration fastest(ProbeReport report) {
    return report.attempts().stream()
        .filter(attempt -> attempt.state() == PortState.LISTENING)
        .map(Attempt::elapsed)
        .min(Duration::compareTo)
        .orElseThrow();
  }

  public static Goal speaking(String protocol) {
    return new Goal(
        "to speak " + protocol,
        probe -> probe.as(protocol),
        report ->
            unless(finished(report).findAny().isPresent(), () -> Shortfall.ofDialogue(report)));
  }

  public static <F extends Finding> Goal speaking(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    Goal spoken = speaking(protocol);
    return new Goal(
        spoken.words,
        spoken.question,
        report -> spoken.test.apply(report).or(() -> shortfall(type, requirements, report)));
  }

  private static <F extends Finding> Optional<Shortfall> shortfall(
      Class<F> type, Consumer<? super F> requirements, ProbeReport report) {
    Optional<F> finding =
        finished(report)
            .flatMap(dialogue -> dialogue.finding().stream())
            .filter(type::isInstance)
            .map(type::cast)
            .findFirst();
    if (finding.isEmpty()) {
      return Optional.of(Shortfall.ofType(type, report));
    }
    try {
      requirements.accept(finding.get());
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(Shortfall.ofFinding(finding.get(), e));
    }
  }

  private static Stream<DialogueReport> finished(ProbeReport report) {
    return Evidence.dialogues(report).filter(dialogue -> dialogue.outcome() == Outcome.FINISHED);
  }

  private static Optional<Shortfall> unless(boolean met, Supplier<Shortfall> shortfall) {
    return met ? Optional.empty() : Optional.of(shortfall.get());
  }
}
