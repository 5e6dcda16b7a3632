package io.portprobe.examples.portqry;

import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The text of exceptions, for messages to the user. */
final class Text {
  private Text() {}

  /** What an exception has to say, on one line; never empty. */
  static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : SafeText.line(message.strip());
  }

  /** The sentence for what should not have happened. */
  static String internal(Throwable e) {
    return "internal fault, please report it: " + e.getClass().getName() + ": " + message(e);
  }

  /** Why a file operation failed, without the name of the file. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return SafeText.line(failure.getReason());
    }
    return message(e);
  }
}
