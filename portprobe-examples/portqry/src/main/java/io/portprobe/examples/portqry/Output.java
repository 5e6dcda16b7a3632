package io.portprobe.examples.portqry;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Where text goes: to the screen unless the run is quiet, and to the log if there is one. Trouble
 * with either is told once and does not stop the other.
 */
final class Output {
  private final Optional<PrintStream> screen;
  private final Console console;
  private final Progress progress;
  private Optional<LogFile> log;
  private int exitCode;

  Output(Optional<PrintStream> screen, Optional<LogFile> log, Console console, Progress progress) {
    this.screen = screen;
    this.log = log;
    this.console = console;
    this.progress = progress;
  }

  /** Prints paragraphs, each with an empty line before it. */
  void paragraphs(String... paragraphs) {
    for (String paragraph : paragraphs) {
      lines(List.of("", paragraph));
    }
  }

  /** Prints lines in one go. */
  void lines(List<String> lines) {
    progress.hide();
    screen.ifPresent(stream -> print(stream, lines));
    log(lines);
  }

  /** Tells of trouble: on error output, and in the log. */
  void complain(String sentence) {
    progress.hide();
    console.err().println("portqry: " + sentence);
    log(List.of("", "portqry: " + sentence));
  }

  /** Whether nobody reads what is printed: neither screen nor log is left, though one was. */
  boolean broken() {
    return exitCode == ExitCode.OUTPUT && log.isEmpty();
  }

  /** 0, or the code of the worst trouble so far. */
  int exitCode() {
    return exitCode;
  }

  /** Ends the log. */
  void end() {
    progress.hide();
    if (log.isPresent()) {
      try {
        log.get().end();
        log = Optional.empty();
      } catch (IOException e) {
        giveUp(log.get(), e);
      }
    }
  }

  /** Closes the log without an end, if it has none yet; for a run that fails. */
  void abandon() {
    log.ifPresent(this::discard);
    log = Optional.empty();
  }

  private void print(PrintStream stream, List<String> lines) {
    if (exitCode == ExitCode.OUTPUT) {
      return;
    }
    stream.print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
    if (stream.checkError()) { // flushes, too
      exitCode = ExitCode.OUTPUT;
      console.err().println("portqry: standard output cannot be written");
    }
  }

  private void log(List<String> lines) {
    if (log.isPresent()) {
      try {
        log.get().write(lines);
      } catch (IOException e) {
        giveUp(log.get(), e);
      }
    }
  }

  private void giveUp(LogFile file, IOException e) {
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
      exitCode = Math.max(exitCode, ExitCode.LOG); // told already: every write is flushed
    }
  }
}
