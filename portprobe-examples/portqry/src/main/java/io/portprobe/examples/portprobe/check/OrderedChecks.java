package io.portprobe.examples.portprobe.check;

import io.portprobe.ProbeReport;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
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
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_IN_FLIGHT);

  /** Whether each result so far is written. Confined to the caller of {@link #run}. */
  private boolean complete = true;

  /** What the thread that reads the input hands over, in order. */
  private sealed interface Pending {}

  private record Started(Target target, Instant started, CompletableFuture<ProbeReport> report)
      implements Pending {}

  private record Rejected(String sentence) implements Pending {}

  private record Failed(CommandException cause) implements Pending {}

  private record Defect(Throwable cause) implements Pending {}

  private record End() implements Pending {}

  /** Wakes the caller after a signal. */
  private record Stop() implements Pending {}

  OrderedChecks(CheckInput input, RunOutput output, boolean allAddresses) {
    this.input = input;
    this.output = output;
    this.allAddresses = allAddresses;
  }

  /**
   * Ends the run early: results that are complete are written, the others are not awaited. Does not
   * block.
   */
  void stop() {
    stopped.complete(null);
    var unused = queue.offer(new Stop()); // the caller does not wait for a queue that is full
  }

  /**
   * Runs all probes, and returns after the last result is written.
   *
   * @return how the run ended
   */
  Ending run() throws CommandException, InterruptedException {
    Thread reader = new Thread(this::readAll, "portprobe-input");
    reader.setDaemon(true); // it may be blocked in standard input when the output fails
    reader.start();
    try {
      return writeAll();
    } finally {
      reader.interrupt();
    }
  }

  private void readAll() {
    try {
      try {
        boolean empty = true;
        for (var item = input.next(); item.isPresent(); item = input.next()) {
          empty = false;
          start(item.get());
        }
        queue.put(empty ? new Failed(noEndpoint()) : new End());
      } catch (CommandException e) {
        queue.put(new Failed(e));
      } catch (RuntimeException | Error e) {
        queue.put(new Defect(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the run has ended
    }
  }

  /** An empty list is more often the end of a failed program than a wish to probe nothing. */
  private static CommandException noEndpoint() {
    return CommandException.usage("ENDPOINT: none in the input (expected: at least one)");
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

  private Ending writeAll() throws CommandException, InterruptedException {
    while (true) {
      Pending pending = queue.poll();
      if (pending == null && stopped.isDone()) {
        return Ending.INTERRUPTED;
      }
      if (pending == null) {
        output.flush();
        pending = queue.take();
      }
      if (pending instanceof End) {
        return complete ? Ending.COMPLETE : Ending.INTERRUPTED;
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
      awaitResultOrStop(started.report());
    }
    if (!started.report().isDone()) {
      complete = false;
      return; // a signal ended the run
    }
    for (ResultRecord result : rows(started)) {
      output.write(result);
    }
  }

  private void awaitResultOrStop(CompletableFuture<ProbeReport> report)
      throws InterruptedException {
    CompletableFuture<Object> either = new CompletableFuture<>();
    var unused = report.whenComplete((result, failure) -> either.complete(report));
    var unusedToo = stopped.thenAccept(either::complete);
    try {
      either.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // it never fails
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
