package io.portprobe.examples.portprobe.cli;

import io.portprobe.examples.portqry.console.Messages;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Messages to the user about exceptions. */
public final class Failures {
  private Failures() {}

  /** Returns the message of an exception in one line, never empty. */
  public static String message(Throwable e) {
    return Messages.message(e);
  }

  /** Returns the message for a defect of portprobe. */
  public static String defect(Throwable e) {
    return Messages.internal(e);
  }

  /** Returns why a file operation failed, without the file name. */
  public static String reason(IOException e) {
    return Messages.reason(e);
  }

  /** Returns the exception that a future failed with. */
  public static Throwable cause(Throwable e) {
    return (e instanceof CompletionException || e instanceof ExecutionException)
            && e.getCause() != null
        ? e.getCause()
        : e;
  }
}
