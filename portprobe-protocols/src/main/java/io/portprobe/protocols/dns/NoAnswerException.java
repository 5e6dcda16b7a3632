package io.portprobe.protocols.dns;

/** A message is not the answer to the question. Its text fits {@code Step.Mismatch}. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String why) {
    super(why);
  }

  NoAnswerException(String why, Throwable cause) {
    super(why, cause);
  }

  /** Says why, never null. */
  String why() {
    return String.valueOf(getMessage());
  }
}
