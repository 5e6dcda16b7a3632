package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.spi.Finding;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An expectation of an assertion or a wait.
 *
 * @param description the text that follows "Expected tcp://db:5432"
 * @param prepare turns the caller's probe into the probe to send
 * @param check returns how a report falls short; empty if it meets the expectation
 * @param metBy whether a probe that could not be sent meets the expectation
 * @param refutedBy whether a probe that could not be sent proves the opposite
 */
public record Expectation(
    String description,
    UnaryOperator<PortProbe> prepare,
    Function<ProbeReport, Optional<UnmetExpectation>> check,
    Predicate<ProbeException> metBy,
    Predicate<ProbeException> refutedBy) {

  private Expectation(
      String description,
      UnaryOperator<PortProbe> prepare,
      Function<ProbeReport, Optional<UnmetExpectation>> check) {
    this(description, prepare, check, unsent -> false, unsent -> false);
  }

  /** Returns the expectation of a state. */
  public static Expectation of(StateExpectation state, AddressScope scope) {
    Expectation ofState =
        ofState(
            state.description(),
            scope,
            report ->
                state.isProvenBy(report, scope)
                    ? Optional.empty()
                    : Optional.of(UnmetExpectation.ofState(state, scope, report)));
    return state == StateExpectation.UNAVAILABLE
        ? new Expectation(
            ofState.description,
            ofState.prepare,
            ofState.check,
            Expectation::isWithoutAddress,
            unsent -> false)
        : ofState;
  }

  /** Returns the expectation that the host has an address. */
  public static Expectation resolving() {
    return new Expectation(
        "to have a host that resolves",
        probe -> probe.stateOnly().stopWhenListening(),
        report -> Optional.empty(),
        unsent -> false,
        Expectation::isWithoutAddress);
  }

  /** Returns the expectation that the name servers know no address of the host. */
  public static Expectation notResolving() {
    return new Expectation(
        "to have a host that does not resolve",
        probe -> probe.stateOnly().stopWhenListening(),
        report -> Optional.of(UnmetExpectation.ofAddresses(report)),
        Expectation::isWithoutAddress,
        unsent -> false);
  }

  /** Returns how a probe that could not be sent falls short. */
  public UnmetExpectation unmetBy(ProbeException unsent) {
    return unsent instanceof UnresolvedTargetException missing && refutedBy.test(missing)
        ? UnmetExpectation.ofMissingAddress(missing)
        : UnmetExpectation.ofException(unsent);
  }

  private static boolean isWithoutAddress(ProbeException unsent) {
    return unsent instanceof UnresolvedTargetException unresolved
        && (unresolved.problem() == Problem.NO_SUCH_NAME
            || unresolved.problem() == Problem.NO_ADDRESS);
  }

  /** Returns the expectation that the state has this reason. */
  public static Expectation reason(Reason reason, AddressScope scope) {
    return ofState(
        "to have the reason '" + reason.description() + "'",
        scope,
        report ->
            hasReason(report, reason, scope)
                ? Optional.empty()
                : Optional.of(UnmetExpectation.ofReason(Set.of(reason), scope, report)));
  }

  private static boolean hasReason(ProbeReport report, Reason reason, AddressScope scope) {
    return scope == AddressScope.ANY
        ? report.reason() == reason
        : report.omissions().isEmpty()
            && report.attempts().stream().allMatch(attempt -> attempt.reason() == reason);
  }

  /** Returns the expectation that the port is listening and responds within the limit. */
  public static Expectation responding(Duration limit, AddressScope scope) {
    return ofState(
        "to respond within " + TimeText.of(limit),
        scope,
        report -> {
          if (!StateExpectation.LISTENING.isProvenBy(report, scope)) {
            return Optional.of(UnmetExpectation.ofState(StateExpectation.LISTENING, scope, report));
          }
          Duration taken = responseTime(report, scope);
          return taken.compareTo(limit) <= 0
              ? Optional.empty()
              : Optional.of(UnmetExpectation.ofTime(taken));
        });
  }

  /**
   * Returns the expectation that the port is listening and that the peer keeps a connection open.
   */
  public static Expectation stayingOpen(Duration time, AddressScope scope) {
    return new Expectation(
        "to keep a connection open for " + TimeText.of(time) + scope.description(),
        probe -> probe.stateOnly().holdOpen(time),
        report ->
            StateExpectation.LISTENING.isProvenBy(report, scope)
                ? closedEarly(time, report, scope)
                : Optional.of(UnmetExpectation.ofState(StateExpectation.LISTENING, scope, report)));
  }

  private static Optional<UnmetExpectation> closedEarly(
      Duration time, ProbeReport report, AddressScope scope) {
    List<Attempt> listening =
        report.attempts().stream()
            .filter(attempt -> attempt.state() == PortState.LISTENING)
            .toList();
    List<Duration> closed =
        listening.stream()
            .flatMap(attempt -> attempt.closedAfter().stream())
            .sorted(Comparator.naturalOrder())
            .toList();
    boolean failed =
        scope == AddressScope.ANY ? closed.size() == listening.size() : !closed.isEmpty();
    if (failed) {
      return Optional.of(
          UnmetExpectation.ofClose(closed.get(scope == AddressScope.ANY ? closed.size() - 1 : 0)));
    }
    boolean cut = // the deadline of the probe ended it
        listening.stream()
            .filter(attempt -> attempt.closedAfter().isEmpty())
            .allMatch(attempt -> report.elapsed().minus(attempt.elapsed()).compareTo(time) < 0);
    return cut ? Optional.of(UnmetExpectation.ofCut()) : Optional.empty();
  }

  private static Expectation ofState(
      String description,
      AddressScope scope,
      Function<ProbeReport, Optional<UnmetExpectation>> check) {
    UnaryOperator<PortProbe> prepare =
        scope == AddressScope.ALL
            ? PortProbe::stateOnly
            : probe -> probe.stateOnly().stopWhenListening(); // which decides each expectation
    return new Expectation(description + scope.description(), prepare, check);
  }

  /** Returns the time of the fastest address, or of the slowest if all addresses count. */
  private static Duration responseTime(ProbeReport report, AddressScope scope) {
    List<Duration> times =
        report.attempts().stream()
            .filter(attempt -> attempt.state() == PortState.LISTENING)
            .map(Attempt::elapsed)
            .sorted(Comparator.naturalOrder())
            .toList();
    return times.get(scope == AddressScope.ANY ? 0 : times.size() - 1);
  }

  /**
   * Returns the expectation that the dialogue of a protocol finishes. Its preparation throws an
   * {@link IllegalStateException} if the probe is limited to the state of the port.
   */
  public static Expectation speaking(String protocol, AddressScope scope) {
    return new Expectation(
        "to speak " + protocol + scope.description(),
        probe -> speaking(probe, protocol),
        report -> finishedDialogue(report, scope));
  }

  private static PortProbe speaking(PortProbe probe, String protocol) {
    if (probe.isStateOnly()) {
      throw new IllegalStateException(
          "speaks "
              + protocol
              + ": the probe of "
              + probe.endpoint()
              + " is state-only, so it speaks no protocol (expected: a probe without stateOnly();"
              + " assertions about the state need none)");
    }
    return probe.as(protocol);
  }

  /** Returns the expectation that a protocol returns a finding that meets the requirements. */
  public static <F extends Finding> Expectation speaking(
      String protocol, AddressScope scope, Class<F> type, Consumer<? super F> requirements) {
    Expectation spoken = speaking(protocol, scope);
    return new Expectation(
        spoken.description,
        spoken.prepare,
        report ->
            finishedDialogue(report, scope).or(() -> findings(type, requirements, report, scope)));
  }

  /** Returns the expectation that a protocol returns a finding for which a condition holds. */
  public static <F extends Finding> Expectation speaking(
      String protocol,
      AddressScope scope,
      Class<F> type,
      String description,
      Predicate<? super F> condition) {
    Expectation expectation =
        speaking(
            protocol,
            scope,
            type,
            finding -> {
              if (!condition.test(finding)) {
                throw new AssertionError("this is not so: " + description);
              }
            });
    return new Expectation(
        expectation.description + " (" + description + ")", expectation.prepare, expectation.check);
  }

  private static Optional<UnmetExpectation> finishedDialogue(
      ProbeReport report, AddressScope scope) {
    boolean met =
        scope == AddressScope.ANY
            ? finished(report).findAny().isPresent()
            : report.omissions().isEmpty() && finished(report).count() == report.attempts().size();
    return met ? Optional.empty() : Optional.of(UnmetExpectation.ofDialogue(scope, report));
  }

  private static <F extends Finding> Optional<UnmetExpectation> findings(
      Class<F> type, Consumer<? super F> requirements, ProbeReport report, AddressScope scope) {
    List<F> findings =
        finished(report)
            .flatMap(dialogue -> dialogue.finding().stream())
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
    int required = scope == AddressScope.ANY ? 1 : report.attempts().size();
    if (findings.size() < required) {
      return Optional.of(UnmetExpectation.ofType(type, report));
    }
    for (F finding : findings.subList(0, required)) {
      try {
        requirements.accept(finding);
      } catch (AssertionError e) {
        return Optional.of(UnmetExpectation.ofFinding(finding, e));
      }
    }
    return Optional.empty();
  }

  private static Stream<DialogueReport> finished(ProbeReport report) {
    return EvidenceText.dialogues(report)
        .filter(dialogue -> dialogue.outcome() == Outcome.FINISHED);
  }
}
