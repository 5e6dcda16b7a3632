package io.portprobe.examples.portqry.console;

import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Messages to the user about exceptions. */
public final class Messages {
  private Messages() {}

  /** Returns the message of an exception in one line, never empty. */
  public static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : SafeText.line(message.strip());
  }

  /** Returns the message for a defect of this program. */
  public static String internal(Throwable e) {
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
}
