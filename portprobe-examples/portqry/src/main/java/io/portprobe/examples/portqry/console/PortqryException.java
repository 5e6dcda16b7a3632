package io.portprobe.examples.portqry.console;

import io.portprobe.text.SafeText;

/** An error that ends the run with a message for the user and an exit code. */
public final class PortqryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private PortqryException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** Returns a usage error; the message names the value and the expected range. */
  public static PortqryException usage(String sentence) {
    return new PortqryException(ExitCode.USAGE, sentence);
  }

  /** Returns a usage error of the form {@code -e: 'abc' (expected: a port, 1-65535)}. */
  public static PortqryException badValue(String what, String value, String expected) {
    return usage(what + ": " + SafeText.quote(value) + " (expected: " + expected + ")");
  }

  /** Returns a local failure. */
  public static PortqryException local(String sentence) {
    return new PortqryException(ExitCode.LOCAL_FAULT, sentence);
  }

  /** Returns an error of the log file. */
  public static PortqryException log(String sentence) {
    return new PortqryException(ExitCode.LOG, sentence);
  }

  public int exitCode() {
    return exitCode;
  }
}
