package io.portprobe.protocols.internal.dns;

/** Thrown when a message is not the response to a query. Its message suits a mismatch step. */
final class ResponseMismatchException extends Exception {
  private static final long serialVersionUID = 1L;

  ResponseMismatchException(String reason) {
    super(reason);
  }

  ResponseMismatchException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Returns what was received and what was expected. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
