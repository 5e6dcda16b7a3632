package io.portprobe.examples.portqry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Makes text from outside fit for a terminal: one line, no control characters, not endless. */
final class Text {
  private static final int LONGEST_QUOTE = 64;

  private Text() {}

  /** Quotes a value for a message and shortens it if it is long. */
  static String quote(String value) {
    int length = value.codePointCount(0, value.length());
    if (length <= LONGEST_QUOTE) {
      return "'" + printable(value) + "'";
    }
    String start = value.substring(0, value.offsetByCodePoints(0, LONGEST_QUOTE));
    return "'" + printable(start) + "...' (" + length + " characters)";
  }

  /** Puts a dot in the place of every character that could steer a terminal. */
  static String printable(String line) {
    if (line.codePoints().noneMatch(Text::steers)) {
      return line;
    }
    StringBuilder clean = new StringBuilder(line.length());
    line.codePoints().forEach(c -> clean.appendCodePoint(steers(c) ? '.' : c));
    return clean.toString();
  }

  /** What an exception has to say, on one line; never empty. */
  static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : printable(message.strip());
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
      return printable(failure.getReason());
    }
    return message(e);
  }

  private static boolean steers(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT // bidirectional overrides and the like
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE; // half a character
  }
}
