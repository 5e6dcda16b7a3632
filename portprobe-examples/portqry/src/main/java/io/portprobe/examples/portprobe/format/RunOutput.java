package io.portprobe.examples.portprobe.format;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.cli.Signals;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultCounter;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.examples.portprobe.output.html.DomainTable;
import io.portprobe.examples.portprobe.output.html.HtmlWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The output of one run: its writers and the count of its results. Confined to one thread.
 *
 * <p>A write error ends the run with a {@link CommandException}. If the reader of standard output
 * has closed the pipe, the exception has no message.
 */
public final class RunOutput implements AutoCloseable {
  private final Environment environment;
  private final RunInfo run;
  private final List<Sink> sinks;
  private final ResultCounter counter = new ResultCounter();

  /**
   * A writer and its file.
   *
   * @param file empty for standard output
   */
  record Sink(ResultWriter writer, Optional<Path> file) {
    static Sink standardOutput(ResultWriter writer) {
      return new Sink(writer, Optional.empty());
    }

    static Sink file(ResultWriter writer, Path file) {
      return new Sink(writer, Optional.of(file));
    }
  }

  private RunOutput(Environment environment, RunInfo run, List<Sink> sinks) {
    this.environment = environment;
    this.run = run;
    this.sinks = List.copyOf(sinks);
  }

  static RunOutput begin(Environment environment, RunInfo run, List<Sink> sinks)
      throws CommandException {
    RunOutput output = new RunOutput(environment, run, sinks);
    output.each(writer -> writer.begin(run));
    return output;
  }

  /** Writes and counts a result. */
  public void write(ResultRecord result) throws CommandException {
    counter.add(result);
    each(writer -> writer.write(result));
  }

  /** Writes and counts a row about a host name. */
  public void write(NameRecord row) throws CommandException {
    counter.add(row);
    each(writer -> writer.write(row));
  }

  /** Writes a table of a domain to the HTML page, if there is one. */
  public void write(DomainTable domain) throws CommandException {
    each(
        writer -> {
          if (writer instanceof HtmlWriter page) {
            page.write(domain);
          }
        });
  }

  /** Counts a result without writing it. */
  public void count(ResultRecord result) {
    counter.add(result);
  }

  /** Passes on what is buffered; call it before waiting for the next result. */
  public void flush() throws CommandException {
    each(ResultWriter::flush);
  }

  /** Reports a line of the input that names no endpoint, and counts it. */
  public void reject(String sentence) throws CommandException {
    flush();
    counter.addRejected(ExitCodes.USAGE);
    environment.report(sentence);
  }

  /** Returns the count of the results so far. */
  public ResultCounter counter() {
    return counter;
  }

  /**
   * Writes the end.
   *
   * @return the exit code of the run: the highest of its results
   */
  public int end(Ending ending) throws CommandException {
    return end(ending, counter.exitCode());
  }

  /**
   * Writes the end of a run whose exit code is not the highest of its results.
   *
   * @return the exit code
   */
  public int end(Ending ending, int exitCode) throws CommandException {
    RunSummary summary = counter.summary(ending, run.started(), Instant.now(), exitCode);
    each(writer -> writer.end(summary));
    return summary.exitCode();
  }

  /** A part of a run that writes results until it is complete or stopped. */
  @FunctionalInterface
  public interface Work {
    /** Returns how it ended. */
    Ending run() throws CommandException, InterruptedException;
  }

  /**
   * Does the work of a run, which a signal stops, and writes the end. The process does not end
   * before, so that each document is complete.
   *
   * @param stop called on another thread at the first signal; must not block
   * @return the exit code of the run; {@link ExitCodes#INTERRUPTED} after a signal
   */
  public int endOf(Runnable stop, Work work) throws CommandException, InterruptedException {
    return endOf(stop, counter::exitCode, work);
  }

  /**
   * Does the work of a run whose exit code is not the highest of its results; otherwise like {@link
   * #endOf(Runnable, Work)}.
   *
   * @param exitCode called after the work, unless a signal ended it
   */
  public int endOf(Runnable stop, IntSupplier exitCode, Work work)
      throws CommandException, InterruptedException {
    Signals.Registration signals = environment.signals().onSignal(stop);
    try {
      Ending ending = work.run();
      return end(
          ending, ending == Ending.INTERRUPTED ? ExitCodes.INTERRUPTED : exitCode.getAsInt());
    } finally {
      signals.close(); // lets the process end
    }
  }

  /** Releases the files. */
  @Override
  public void close() throws CommandException {
    each(ResultWriter::close);
  }

  private interface Action {
    void on(ResultWriter writer) throws IOException;
  }

  private void each(Action action) throws CommandException {
    for (Sink sink : sinks) {
      try {
        action.on(sink.writer());
      } catch (IOException e) {
        throw failed(sink, e);
      }
    }
  }

  private CommandException failed(Sink sink, IOException e) {
    if (sink.file().isPresent()) {
      return CommandException.unwritable(sink.file().get(), e);
    }
    return unwritable(environment, e);
  }

  /** Returns the exception for standard output that cannot be written. */
  public static CommandException unwritable(Environment environment, IOException e) {
    return environment.outPipe().getAsBoolean()
        ? new CommandException(ExitCodes.PIPE_CLOSED, "")
        : new CommandException(
            ExitCodes.INPUT_OUTPUT, "standard output cannot be written: " + Failures.reason(e));
  }
}
