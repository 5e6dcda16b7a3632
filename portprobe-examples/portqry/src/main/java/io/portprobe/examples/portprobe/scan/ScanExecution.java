package io.portprobe.examples.portprobe.scan;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.cli.Signals;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A run of a scan, which a signal stops with a checkpoint and the end of the output. */
final class ScanExecution {
  private final Environment environment;
  private final Scan scan;
  private final Optional<CheckpointFile> file;

  ScanExecution(Environment environment, Scan scan, Optional<CheckpointFile> file) {
    this.environment = environment;
    this.scan = scan;
    this.file = file;
  }

  /**
   * Runs the scan, and writes the end of the output and the checkpoint.
   *
   * @return the exit code: 0 if the scan is complete and every host could be probed, 124 if the
   *     deadline passed, 130 after a signal, otherwise the code of the failure
   */
  int run(ScanOutput consumer, RunOutput results, ScanProgress progress)
      throws CommandException, InterruptedException {
    ScanRun run = scan.start(consumer);
    consumer.follow(run);
    Signals.Registration signals = environment.signals().onSignal(run::stop);
    try {
      ScanSummary summary = await(run);
      progress.close();
      int code = results.end(ending(summary), exitCode(summary, results));
      save(summary, consumer);
      return code;
    } catch (CommandException e) { // the output ended: the file has the last checkpoint
      file.filter(CheckpointFile::exists).ifPresent(this::reportIncomplete);
      throw e;
    } finally {
      signals.close(); // lets the process end
    }
  }

  private static ScanSummary await(ScanRun run) throws CommandException, InterruptedException {
    try {
      return run.summary().get();
    } catch (ExecutionException e) {
      Throwable cause = Failures.cause(e);
      if (cause instanceof ScanOutput.Stopped stopped) {
        throw stopped.reason();
      }
      throw new CommandException(ExitCodes.SYSTEM, "the scan failed: " + Failures.message(cause));
    }
  }

  private static Ending ending(ScanSummary summary) {
    return switch (summary.ending()) {
      case COMPLETE -> Ending.COMPLETE;
      case DEADLINE -> Ending.TIME_ENDED;
      case STOPPED, LIMIT -> Ending.INTERRUPTED;
    };
  }

  private static int exitCode(ScanSummary summary, RunOutput results) {
    return switch (summary.ending()) {
      case COMPLETE -> results.counter().exitCode();
      case DEADLINE -> ExitCodes.TIME_ENDED;
      case STOPPED, LIMIT -> ExitCodes.INTERRUPTED;
    };
  }

  private void save(ScanSummary summary, ScanOutput consumer) throws CommandException {
    if (file.isEmpty()) {
      return;
    }
    if (summary.checkpoint().isEmpty()) {
      file.get().remove();
      return;
    }
    consumer.save(file.get(), summary.checkpoint().get());
    reportIncomplete(file.get());
  }

  private void reportIncomplete(CheckpointFile left) {
    environment.report(
        "the scan is incomplete; continue it with --checkpoint " + left.quoted() + " --resume");
  }
}
