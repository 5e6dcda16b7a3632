package io.portprobe.examples.portprobe.wait;

import io.portprobe.ProbeException;
import io.portprobe.WaitOutcome;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.record.ExpectedRecord;
import io.portprobe.examples.portprobe.record.Records;
import io.portprobe.examples.portprobe.record.ReportRecord;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A port of a wait.
 *
 * @param target the port
 * @param until what the wait waits for
 */
record WaitTarget(Target target, Until until) {
  /** Starts the wait. */
  CompletableFuture<WaitOutcome> start(Duration within) {
    return until.probe(target.probe()).await(until::isMet, within);
  }

  /** Returns the row of an outcome. */
  ResultRecord row(WaitOutcome outcome, Instant started) {
    ResultRecord last =
        outcome
            .failure()
            .map(failure -> failed(failure, started))
            .orElseGet(() -> new ReportRecord(target.text(), outcome.report().orElseThrow()));
    Expectation expectation =
        new Expectation(
            until.toString(),
            outcome.isMet(),
            outcome.isMet() ? List.of() : List.of(unmet(outcome)));
    return new ExpectedRecord(
        last,
        Optional.empty(),
        expectation,
        outcome.isMet() ? ExitCodes.AS_WANTED : ExitCodes.TIME_ENDED);
  }

  private String unmet(WaitOutcome outcome) {
    return "not "
        + until
        + " within "
        + TimeText.of(outcome.elapsed())
        + "; "
        + outcome.probes()
        + (outcome.probes() == 1 ? " probe" : " probes");
  }

  /** Returns the row of a wait that cannot succeed. */
  ResultRecord row(Throwable failure, Instant started) {
    ResultRecord row = failed(failure, started);
    return new ExpectedRecord(
        row,
        Optional.empty(),
        new Expectation(until.toString(), false, List.of()),
        failure instanceof ProbeException ? row.exitCode() : ExitCodes.DEFECT);
  }

  private ResultRecord failed(Throwable failure, Instant started) {
    return Records.failed(target.text(), target.probe().endpoint(), failure, started);
  }
}
