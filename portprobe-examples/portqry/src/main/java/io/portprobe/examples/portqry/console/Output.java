package io.portprobe.examples.portqry.console;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The output of a run: standard output unless the run is quiet, and the log if there is one. A
 * write error of one is reported once and does not affect the other.
 */
public final class Output {
  private final Optional<PrintStream> screen;
  private final Console console;
  private final Progress progress;
  private Optional<LogFile> log;
  private int exitCode;

  public Output(
      Optional<PrintStream> screen, Optional<LogFile> log, Console console, Progress progress) {
    this.screen = screen;
    this.log = log;
    this.console = console;
    this.progress = progress;
  }

  /** Prints paragraphs, each after an empty line. */
  public void paragraphs(String... paragraphs) {
    for (String paragraph : paragraphs) {
      lines(List.of("", paragraph));
    }
  }

  /** Prints lines in one write. */
  public void lines(List<String> lines) {
    progress.hide();
    screen.ifPresent(stream -> print(stream, lines));
    log(lines);
  }

  /** Prints a prompt, which is no part of the log, without a line end. */
  public void prompt(String prompt) {
    progress.hide();
    screen.ifPresent(
        stream -> {
          stream.print(prompt);
          stream.flush();
        });
  }

  /** Reports an error on standard error and in the log. */
  public void error(String sentence) {
    progress.hide();
    console.err().println("portqry: " + sentence);
    log(List.of("", "portqry: " + sentence));
  }

  /** Returns whether neither standard output nor the log can be written any more. */
  public boolean broken() {
    return exitCode == ExitCode.OUTPUT && log.isEmpty();
  }

  /** Returns 0, or the highest code of the errors so far. */
  public int exitCode() {
    return exitCode;
  }

  /** Completes the log. */
  public void end() {
    progress.hide();
    if (log.isPresent()) {
      try {
        log.get().end();
        log = Optional.empty();
      } catch (IOException e) {
        stopLogging(log.get(), e);
      }
    }
  }

  /** Closes an incomplete log; for a run that fails. */
  public void abandon() {
    log.ifPresent(this::discard);
    log = Optional.empty();
  }

  private void print(PrintStream stream, List<String> lines) {
    if (exitCode == ExitCode.OUTPUT) {
      return;
    }
    stream.print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
    if (stream.checkError()) { // also flushes
      exitCode = ExitCode.OUTPUT; // the entry point of the process prints the message
    }
  }

  private void log(List<String> lines) {
    if (log.isPresent()) {
      try {
        log.get().write(lines);
      } catch (IOException e) {
        stopLogging(log.get(), e);
      }
    }
  }

  private void stopLogging(LogFile file, IOException e) {
    log = Optional.empty();
    PortqryException failure = file.failed(e);
    exitCode = Math.max(exitCode, failure.exitCode());
    console.err().println("portqry: " + failure.getMessage());
    discard(file);
  }

  private void discard(LogFile file) {
    try {
      file.close();
    } catch (IOException e) {
      exitCode = Math.max(exitCode, ExitCode.LOG); // reported already: every write is flushed
    }
  }
}
