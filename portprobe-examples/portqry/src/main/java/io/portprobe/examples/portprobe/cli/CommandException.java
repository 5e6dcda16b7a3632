package io.portprobe.examples.portprobe.cli;

import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;

/** An error that ends the run with a message for the user and an exit code. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Creates an exception.
   *
   * @param exitCode one of {@link ExitCodes}
   * @param sentence one line; empty to end the run without a message
   */
  public CommandException(int exitCode, String sentence) {
    super(SafeText.line(sentence));
    this.exitCode = exitCode;
  }

  /** Returns a usage error; the message names the value and the expected range. */
  public static CommandException usage(String sentence) {
    return new CommandException(ExitCodes.USAGE, sentence);
  }

  /** Returns a usage error of the form {@code --for: 'abc' (expected: a time)}. */
  public static CommandException badValue(String what, String value, String expected) {
    return usage(what + ": " + SafeText.quote(value) + " (expected: " + expected + ")");
  }

  /** Returns an error about a file that cannot be read. */
  public static CommandException unreadable(Path file, IOException e) {
    return new CommandException(ExitCodes.INPUT_OUTPUT, of(file, "cannot be read", e));
  }

  /** Returns an error about a file that cannot be written. */
  public static CommandException unwritable(Path file, IOException e) {
    return new CommandException(ExitCodes.CANNOT_CREATE, of(file, "cannot be written", e));
  }

  private static String of(Path file, String what, IOException e) {
    return SafeText.quote(file.toString()) + " " + what + ": " + Failures.reason(e);
  }

  public int exitCode() {
    return exitCode;
  }
}
