package io.portprobe.protocols.internal.msrpc.wire;

/** The peer sent what C706 does not allow, or more than is believed of it. */
public final class RpcFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * Says what is wrong.
   *
   * @param message the field, its value and what was expected; no full stop
   */
  public RpcFormatException(String message) {
    super(message);
    this.why = message;
  }

  /** The message, which is never null here. */
  public String why() {
    return why;
  }

  /**
   * A field out of its range.
   *
   * @param field its name in C706
   * @param value what came
   * @param expected what may come
   */
  public static RpcFormatException of(String field, long value, String expected) {
    return new RpcFormatException(field + ": " + value + " (expected: " + expected + ")");
  }
}
