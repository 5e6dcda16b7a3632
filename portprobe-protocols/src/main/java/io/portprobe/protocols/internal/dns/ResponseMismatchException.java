package io.portprobe.protocols.internal.dns;

/** A message is not the answer to the question. Its text fits {@code Step.Mismatch}. */
final class ResponseMismatchException extends Exception {
  private static final long serialVersionUID = 1L;

  ResponseMismatchException(String why) {
    super(why);
  }

  ResponseMismatchException(String why, Throwable cause) {
    super(why, cause);
  }

  /** Says why, never null. */
  String why() {
    return String.valueOf(getMessage());
  }
}
