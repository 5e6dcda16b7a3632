package io.portprobe.examples.portprobe.output;

import io.portprobe.PortState;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts the results of a run. Confined to the thread that writes them. */
public final class ResultCounter {
  private final Map<PortState, Integer> states = new EnumMap<>(PortState.class);
  private int results;
  private int failed;
  private int met;
  private int notMet;
  private int optionalNotMet;
  private int rejected;
  private int exitCode;

  /** Counts a result. */
  public void add(ResultRecord result) {
    results++;
    result.state().ifPresentOrElse(state -> states.merge(state, 1, Integer::sum), () -> failed++);
    result.expectation().ifPresent(this::add);
    raise(result.exitCode());
  }

  /** Counts a row about a host name, which has no state. */
  public void add(NameRecord row) {
    results++;
    add(row.expectation());
    raise(row.exitCode());
  }

  private void add(Expectation expectation) {
    if (expectation.met()) {
      met++;
    } else if (expectation.required()) {
      notMet++;
    } else {
      optionalNotMet++;
    }
  }

  /** Counts a line of the input that names no endpoint. */
  public void addRejected(int code) {
    rejected++;
    raise(code);
  }

  /** Raises the exit code of the run to at least this code. */
  public void raise(int code) {
    exitCode = Math.max(exitCode, code);
  }

  /** Returns the number of results. */
  public int results() {
    return results;
  }

  /** Returns the highest exit code so far. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns the summary of a run whose exit code is the highest of its results. */
  public RunSummary summary(Ending ending, Instant started, Instant finished) {
    return summary(ending, started, finished, exitCode);
  }

  /** Returns the summary of a run with an exit code. */
  public RunSummary summary(Ending ending, Instant started, Instant finished, int code) {
    return new RunSummary(
        ending,
        finished,
        Duration.between(started, finished),
        results,
        states,
        failed,
        met,
        notMet,
        optionalNotMet,
        rejected,
        code);
  }
}
