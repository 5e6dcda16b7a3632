package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import java.util.Set;

/**
 * An expected state of a port. One listening address proves that a port is listening, and one that
 * accepts or refuses proves that it is reachable, unless the scope is {@link AddressScope#ALL}. The
 * other expectations always have to hold for all addresses.
 */
public enum StateExpectation {
  LISTENING("to be listening", true, Set.of(PortState.LISTENING), Set.of(PortState.NOT_LISTENING)),
  NOT_LISTENING(
      "not to be listening", false, Set.of(PortState.NOT_LISTENING), Set.of(PortState.LISTENING)),
  FILTERED(
      "to be filtered",
      false,
      Set.of(PortState.FILTERED),
      Set.of(PortState.LISTENING, PortState.NOT_LISTENING)),
  LISTENING_OR_FILTERED(
      "to be listening or filtered, silent over UDP",
      false,
      Set.of(PortState.LISTENING_OR_FILTERED),
      Set.of(PortState.LISTENING, PortState.NOT_LISTENING, PortState.FILTERED)),
  /** Refuted by ICMP errors only: a timeout does not prove that the port is unreachable. */
  REACHABLE(
      "to be reachable",
      true,
      Set.of(PortState.LISTENING, PortState.NOT_LISTENING),
      Set.of(PortState.FILTERED)),
  UNAVAILABLE(
      "to be unavailable",
      false,
      Set.of(PortState.NOT_LISTENING, PortState.FILTERED),
      Set.of(PortState.LISTENING));

  private final String description;
  private final boolean oneIsEnough;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable set
  private final Set<PortState> proof;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable set
  private final Set<PortState> refutation;

  StateExpectation(
      String description, boolean oneIsEnough, Set<PortState> proof, Set<PortState> refutation) {
    this.description = description;
    this.oneIsEnough = oneIsEnough;
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
  public boolean isProvenBy(ProbeReport report, AddressScope scope) {
    return isAnyEnough(scope)
        ? report.attempts().stream().anyMatch(this::isProvenBy)
        : report.omissions().isEmpty() && report.attempts().stream().allMatch(this::isProvenBy);
  }

  /** Returns whether the report proves the opposite. A report may prove neither. */
  public boolean isRefutedBy(ProbeReport report, AddressScope scope) {
    return isAnyEnough(scope)
        ? report.omissions().isEmpty() && report.attempts().stream().allMatch(this::isRefutedBy)
        : report.attempts().stream().anyMatch(this::isRefutedBy);
  }

  private boolean isAnyEnough(AddressScope scope) {
    return oneIsEnough && scope == AddressScope.ANY;
  }

  /** Returns whether one address meets the expectation. */
  boolean isProvenBy(Attempt attempt) {
    return proof.contains(attempt.state());
  }

  private boolean isRefutedBy(Attempt attempt) {
    boolean silent = this == REACHABLE && attempt.reason() == Reason.TIMED_OUT;
    return refutation.contains(attempt.state()) && !silent;
  }
}
