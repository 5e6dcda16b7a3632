package io.portprobe.examples.portprobe.wait;

import io.portprobe.WaitOutcome;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A wait until enough ports meet their expectation. It ends early when too few ports remain that
 * can. Each port has a row, written when its wait ends; ports that are not needed any more have
 * none.
 */
final class QuorumWait {
  private final List<WaitTarget> targets;
  private final int required;
  private final Duration within;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  /** A wait that ended: it has an outcome or a failure. */
  private record Ended(
      WaitTarget target, @Nullable WaitOutcome outcome, @Nullable Throwable failure) {}

  QuorumWait(List<WaitTarget> targets, int required, Duration within) {
    this.targets = targets;
    this.required = required;
    this.within = within;
  }

  /**
   * Waits, and writes the rows and the end.
   *
   * @return 0 if enough ports met their expectation; 124 if the time ended; the code of a failure
   *     if a port can never meet its expectation
   */
  int run(RunOutput output) throws CommandException, InterruptedException {
    Instant started = Instant.now();
    List<CompletableFuture<WaitOutcome>> waits = new ArrayList<>();
    try {
      for (WaitTarget target : targets) {
        CompletableFuture<WaitOutcome> wait = target.start(within);
        waits.add(wait);
        var unused =
            wait.whenComplete((outcome, failure) -> ended.add(new Ended(target, outcome, failure)));
      }
      return await(output, started);
    } finally {
      waits.forEach(wait -> wait.cancel(false));
    }
  }

  private int await(RunOutput output, Instant started)
      throws CommandException, InterruptedException {
    int met = 0;
    int left = targets.size();
    int failure = ExitCodes.AS_WANTED;
    while (met < required && met + left >= required) {
      output.flush();
      Ended next = ended.take();
      left--;
      output.write(row(next, started));
      if (next.outcome() != null && next.outcome().isMet()) {
        met++;
      } else if (next.failure() != null) {
        failure = row(next, started).exitCode();
      }
    }
    if (met >= required) {
      return output.end(Ending.COMPLETE, ExitCodes.AS_WANTED);
    }
    return failure == ExitCodes.AS_WANTED
        ? timeEnded(output, started, left)
        : output.end(Ending.COMPLETE, failure);
  }

  /** Writes the rows of the other ports, whose time ends too. */
  private int timeEnded(RunOutput output, Instant started, int left)
      throws CommandException, InterruptedException {
    for (int i = 0; i < left; i++) {
      output.write(row(ended.take(), started));
    }
    return output.end(Ending.TIME_ENDED, ExitCodes.TIME_ENDED);
  }

  private static ResultRecord row(Ended ended, Instant started) {
    return ended.outcome() != null
        ? ended.target().row(ended.outcome(), started)
        : ended.target().row(Failures.cause(Objects.requireNonNull(ended.failure())), started);
  }
}
