package io.portprobe.examples.portqry;

import io.portprobe.text.SafeText;

/** Ends the run with one sentence for the user and an exit code. */
final class PortqryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private PortqryException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The arguments make no sense; the sentence names the value and what was expected. */
  static PortqryException usage(String sentence) {
    return new PortqryException(ExitCode.USAGE, sentence);
  }

  /** The usual form of a usage error: {@code -e: 'abc' (expected: a port, 1-65535)}. */
  static PortqryException badValue(String what, String value, String expected) {
    return usage(what + ": " + SafeText.quote(value) + " (expected: " + expected + ")");
  }

  /** The log cannot be written. */
  static PortqryException log(String sentence) {
    return new PortqryException(ExitCode.LOG, sentence);
  }

  int exitCode() {
    return exitCode;
  }
}
