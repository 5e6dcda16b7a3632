package io.portprobe.examples.portqry;

import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import java.util.List;
import java.util.Optional;

/**
 * The printable part of a probe's result. Reports themselves are not kept until their results are
 * printed.
 */
sealed interface PortResult {
  /** Returns the probe. */
  PlannedProbe probe();

  /**
   * A probe with a report.
   *
   * @param probe the probe
   * @param state the best state of all addresses
   * @param differing the state of each address, if the states differ
   * @param leftOut the addresses that were not probed, and why
   * @param reasons why each address has its state; empty unless the run is verbose
   * @param sourcePort sentences about the source port of the query
   * @param dialogue the dialogue to print, if there was one
   */
  record Probed(
      PlannedProbe probe,
      PortState state,
      List<String> differing,
      List<String> leftOut,
      List<String> reasons,
      List<String> sourcePort,
      Optional<DialogueReport> dialogue)
      implements PortResult {
    /** Returns a copy without the addresses that were not probed. */
    Probed withoutLeftOut() {
      return new Probed(probe, state, differing, List.of(), reasons, sourcePort, dialogue);
    }
  }

  /**
   * A port that could not be probed.
   *
   * @param probe the question
   * @param cause the reason
   */
  record NotProbed(PlannedProbe probe, Throwable cause) implements PortResult {}
}
