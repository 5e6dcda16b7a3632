package io.portprobe.internal.util;

import io.portprobe.text.SafeText;

/** Descriptions of exceptions of code that is not portprobe's. */
public final class Failures {
  private Failures() {}

  /** Returns the class and the message, in one line of safe text, even if the exception throws. */
  public static String describe(Throwable failure) {
    try {
      return SafeText.line(failure.toString());
    } catch (Throwable e) { // the code of an exception may be as broken as the code that threw it
      return failure.getClass().getName();
    }
  }
}
