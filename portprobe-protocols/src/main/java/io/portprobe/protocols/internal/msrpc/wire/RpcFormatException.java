package io.portprobe.protocols.internal.msrpc.wire;

/**
 * Thrown if received octets violate C706 or exceed a limit of the client. It has no stack trace,
 * because a dialogue only reports the message, and a peer decides how often.
 */
public final class RpcFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * Creates the exception.
   *
   * @param message the field, its value and the expected value; no full stop
   */
  public RpcFormatException(String message) {
    super(message, null, false, false);
    this.why = message;
  }

  /** Returns the message, which is never null here. */
  public String why() {
    return why;
  }

  /**
   * Creates the exception for a field out of its range.
   *
   * @param field the name of the field in C706
   * @param value the received value
   * @param expected the range
   */
  public static RpcFormatException of(String field, long value, String expected) {
    return new RpcFormatException(field + ": " + value + " (expected: " + expected + ")");
  }
}
