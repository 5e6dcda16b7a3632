package io.portprobe.examples.portprobe.cli;

import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Messages to the user about exceptions. */
public final class Failures {
  private Failures() {}

  /** Returns the message of an exception in one line, never empty. */
  public static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : SafeText.line(message.strip());
  }

  /** Returns the message for a defect of portprobe. */
  public static String defect(Throwable e) {
    return "internal error, please report it: " + e.getClass().getName() + ": " + message(e);
  }

  /** Returns why a file operation failed, without the file name. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "the file exists";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return SafeText.line(failure.getReason());
    }
    return message(e);
  }

  /** Returns the exception that a future failed with. */
  public static Throwable cause(Throwable e) {
    return (e instanceof CompletionException || e instanceof ExecutionException)
            && e.getCause() != null
        ? e.getCause()
        : e;
  }
}
