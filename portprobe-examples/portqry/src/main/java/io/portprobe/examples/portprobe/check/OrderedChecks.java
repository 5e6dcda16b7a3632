package io.portprobe.examples.portprobe.check;

import io.portprobe.ProbeReport;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.record.Records;
import io.portprobe.examples.portprobe.record.ReportRecord;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Probes many endpoints at once, and writes the results in the order of the input.
 *
 * <p>A daemon thread reads the input and starts probes. The queue between it and the caller bounds
 * the probes in flight and the results that wait for an earlier one. So results are written as soon
 * as they are complete, also while standard input has no further line.
 */
final class OrderedChecks {
  private static final int MAX_IN_FLIGHT = 200;

  private final CheckInput input;
  private final RunOutput output;
  private final boolean allAddresses;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_IN_FLIGHT);

  /** What the thread that reads the input hands over, in order. */
  private sealed interface Pending {}

  private record Started(Target target, Instant started, CompletableFuture<ProbeReport> report)
      implements Pending {}

  private record Rejected(String sentence) implements Pending {}

  private record Failed(CommandException cause) implements Pending {}

  private record Defect(Throwable cause) implements Pending {}

  private record End() implements Pending {}

  OrderedChecks(CheckInput input, RunOutput output, boolean allAddresses) {
    this.input = input;
    this.output = output;
    this.allAddresses = allAddresses;
  }

  /** Runs all probes, and returns after the last result is written. */
  void run() throws CommandException, InterruptedException {
    Thread reader = new Thread(this::readAll, "portprobe-input");
    reader.setDaemon(true); // it may be blocked in standard input when the output fails
    reader.start();
    try {
      writeAll();
    } finally {
      reader.interrupt();
    }
  }

  private void readAll() {
    try {
      try {
        for (var item = input.next(); item.isPresent(); item = input.next()) {
          start(item.get());
        }
        queue.put(new End());
      } catch (CommandException e) {
        queue.put(new Failed(e));
      } catch (RuntimeException | Error e) {
        queue.put(new Defect(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the run has ended
    }
  }

  private void start(CheckInput.Item item) throws InterruptedException {
    if (item.targets().isEmpty()) {
      queue.put(new Rejected(item.rejection()));
    }
    for (Target target : item.targets()) {
      Instant started = Instant.now();
      CompletableFuture<ProbeReport> report =
          allAddresses ? target.probe().report() : target.probe().stopWhenListening().report();
      queue.put(new Started(target, started, report));
    }
  }

  private void writeAll() throws CommandException, InterruptedException {
    while (true) {
      Pending pending = queue.poll();
      if (pending == null) {
        output.flush();
        pending = queue.take();
      }
      if (pending instanceof End) {
        return;
      } else if (pending instanceof Failed failed) {
        throw failed.cause();
      } else if (pending instanceof Defect defect) {
        throw new IllegalStateException(defect.cause());
      } else if (pending instanceof Rejected rejected) {
        output.reject(rejected.sentence());
      } else if (pending instanceof Started started) {
        write(started);
      }
    }
  }

  private void write(Started started) throws CommandException, InterruptedException {
    if (!started.report().isDone()) {
      output.flush();
    }
    for (ResultRecord result : rows(started)) {
      output.write(result);
    }
  }

  private List<ResultRecord> rows(Started started) throws InterruptedException {
    String text = started.target().text();
    try {
      ProbeReport report = started.report().get();
      return allAddresses
          ? Records.ofAddresses(text, report)
          : List.of(new ReportRecord(text, report));
    } catch (ExecutionException e) {
      return List.of(
          Records.failed(
              text, started.target().probe().endpoint(), Failures.cause(e), started.started()));
    }
  }
}
