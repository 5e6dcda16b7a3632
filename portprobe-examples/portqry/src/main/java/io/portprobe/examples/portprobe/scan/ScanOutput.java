package io.portprobe.examples.portprobe.scan;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.record.ScanRecord;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanRun;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The consumer of a scan: writes results, and a checkpoint every few seconds. Confined to the
 * thread that the scan calls it on.
 */
final class ScanOutput implements Consumer<ScanResult> {
  private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MAX_FAILED_HOSTS = 10_000;

  private final RunOutput output;
  private final ScanProgress progress;
  private final Optional<CheckpointFile> checkpoint;
  private final boolean allStates;
  private final Set<String> failedHosts = new HashSet<>();
  private volatile Optional<ScanRun> run = Optional.empty();

  /** A checkpoint follows one of the first results, so that output that ends early leaves one. */
  private long checkpointedNanos = System.nanoTime() - CHECKPOINT_NANOS;

  private long flushedNanos = System.nanoTime();

  /** Carries a {@link CommandException} out of the scan, which it ends. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CommandException reason;

    Stopped(CommandException reason) {
      super(reason);
      this.reason = reason;
    }

    CommandException reason() {
      return reason;
    }
  }

  /**
   * Creates a consumer.
   *
   * @param allStates whether ports that do not listen are written too
   */
  ScanOutput(
      RunOutput output,
      ScanProgress progress,
      Optional<CheckpointFile> checkpoint,
      boolean allStates) {
    this.output = output;
    this.progress = progress;
    this.checkpoint = checkpoint;
    this.allStates = allStates;
  }

  /** Sets the run, which checkpoints are taken of. Called after the run has started. */
  void follow(ScanRun started) {
    run = Optional.of(started);
  }

  @Override
  public void accept(ScanResult result) {
    try {
      write(new ScanRecord(result, Instant.now()));
      long now = System.nanoTime();
      if (now - flushedNanos >= FLUSH_NANOS) {
        flushedNanos = now;
        output.flush();
      }
      if (checkpoint.isPresent()
          && run.isPresent()
          && now - checkpointedNanos >= CHECKPOINT_NANOS) {
        checkpointedNanos = now;
        save(checkpoint.get(), run.get().checkpoint().join());
      }
    } catch (CommandException e) {
      throw new Stopped(e);
    }
  }

  private void write(ResultRecord result) throws CommandException {
    boolean listens = result.state().filter(state -> state.isListening()).isPresent();
    progress.add(listens);
    if (allStates || listens || isNewFailure(result)) {
      progress.hide();
      output.write(result);
    } else {
      output.count(result);
    }
  }

  /** Returns whether this is the first port of a host that cannot be probed. */
  private boolean isNewFailure(ResultRecord result) {
    return result.failure().isPresent()
        && (failedHosts.size() >= MAX_FAILED_HOSTS || failedHosts.add(result.host()));
  }

  /** Writes a checkpoint after the results that it counts as done. */
  void save(CheckpointFile file, ScanCheckpoint state) throws CommandException {
    output.flush();
    file.write(state);
  }
}
