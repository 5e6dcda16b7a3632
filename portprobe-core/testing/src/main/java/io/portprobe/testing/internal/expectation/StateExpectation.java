package io.portprobe.testing.internal.expectation;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import java.util.function.Predicate;

/**
 * An expected state of a port. One listening address proves that a port is listening. That nothing
 * listens, or that the port is filtered, has to hold for all addresses. One address that accepts or
 * refuses proves that a port is reachable.
 */
public enum StateExpectation {
  LISTENING("to be listening", any(PortState.LISTENING), all(PortState.NOT_LISTENING)),
  NOT_LISTENING("not to be listening", all(PortState.NOT_LISTENING), any(PortState.LISTENING)),
  FILTERED("to be filtered", all(PortState.FILTERED), anyReachable()),
  LISTENING_OR_FILTERED(
      "to be listening or filtered, silent over UDP",
      all(PortState.LISTENING_OR_FILTERED),
      anyExcept(PortState.LISTENING_OR_FILTERED)),
  /** Refuted by ICMP errors only: a timeout does not prove that the port is unreachable. */
  REACHABLE("to be reachable", anyReachable(), allFilteredByIcmp());

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Predicate<ProbeReport> proof;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Predicate<ProbeReport> refutation;

  StateExpectation(
      String description, Predicate<ProbeReport> proof, Predicate<ProbeReport> refutation) {
    this.description = description;
    this.proof = proof;
    this.refutation = refutation;
  }

  /** Returns the expectation of exactly this state. */
  public static StateExpectation of(PortState state) {
    return switch (state) {
      case LISTENING -> LISTENING;
      case NOT_LISTENING -> NOT_LISTENING;
      case FILTERED -> FILTERED;
      case LISTENING_OR_FILTERED -> LISTENING_OR_FILTERED;
    };
  }

  /** Returns the text that follows "Expected tcp://db:5432". */
  public String description() {
    return description;
  }

  /** Returns whether the report proves the expectation. */
  public boolean isProvenBy(ProbeReport report) {
    return proof.test(report);
  }

  /** Returns whether the report proves the opposite. A report may prove neither. */
  public boolean isRefutedBy(ProbeReport report) {
    return refutation.test(report);
  }

  private static Predicate<ProbeReport> any(PortState state) {
    return report -> report.attempts().stream().anyMatch(attempt -> attempt.state() == state);
  }

  private static Predicate<ProbeReport> anyExcept(PortState state) {
    return report -> report.attempts().stream().anyMatch(attempt -> attempt.state() != state);
  }

  private static Predicate<ProbeReport> anyReachable() {
    return any(PortState.LISTENING).or(any(PortState.NOT_LISTENING));
  }

  private static Predicate<ProbeReport> all(PortState state) {
    return report ->
        report.omissions().isEmpty()
            && report.attempts().stream().allMatch(attempt -> attempt.state() == state);
  }

  private static Predicate<ProbeReport> allFilteredByIcmp() {
    return all(PortState.FILTERED)
        .and(
            report ->
                report.attempts().stream()
                    .allMatch(attempt -> attempt.reason() != Reason.TIMED_OUT));
  }
}
