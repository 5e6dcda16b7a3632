package io.portprobe.examples.portprobe.output;

import io.portprobe.PortState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run of a command, after its last result.
 *
 * @param ending how it ended
 * @param finished the time of the end
 * @param elapsed the time from start to end
 * @param results the number of results
 * @param states the number of results of each state, without those that have none
 * @param failed the number of results without a state
 * @param met the number of results that meet their expectation
 * @param notMet the number of results that do not meet a required expectation
 * @param optionalNotMet the number of results that do not meet an optional expectation
 * @param rejected the number of lines of the input that are no endpoints
 * @param exitCode the exit code of the run
 */
public record RunSummary(
    Ending ending,
    Instant finished,
    Duration elapsed,
    int results,
    Map<PortState, Integer> states,
    int failed,
    int met,
    int notMet,
    int optionalNotMet,
    int rejected,
    int exitCode) {

  /** How a run ended. */
  public enum Ending {
    /** All results are complete. */
    COMPLETE,
    /** A signal ended the run early. */
    INTERRUPTED,
    /** The time of the run ended. */
    TIME_ENDED
  }

  public RunSummary {
    states = Map.copyOf(states);
  }

  /** Returns the number of results with a state. */
  public int count(PortState state) {
    return states.getOrDefault(state, 0);
  }

  /**
   * Returns the summary in one line.
   *
   * @return for example {@code "3 listening, 1 filtered; 5.02 s"}
   */
  public String sentence() {
    List<String> counts = new ArrayList<>();
    if (met + notMet + optionalNotMet > 0) {
      counts.add(met + " as expected");
      add(counts, notMet, "not as expected");
      add(counts, optionalNotMet, "optional not as expected");
    } else {
      for (PortState state : PortState.values()) {
        add(counts, count(state), state.description().toLowerCase(Locale.ROOT));
      }
    }
    add(counts, failed, "not probed");
    add(counts, rejected, "rejected");
    if (counts.isEmpty()) {
      counts.add("no results");
    }
    String end =
        switch (ending) {
          case COMPLETE -> "";
          case INTERRUPTED -> "; interrupted";
          case TIME_ENDED -> "; the time ended";
        };
    return String.format(
        Locale.ROOT, "%s; %.2f s%s", String.join(", ", counts), elapsed.toNanos() / 1e9, end);
  }

  private static void add(List<String> counts, int number, String what) {
    if (number > 0) {
      counts.add(number + " " + what);
    }
  }
}
