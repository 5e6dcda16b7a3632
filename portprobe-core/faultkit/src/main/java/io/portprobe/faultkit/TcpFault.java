package io.portprobe.faultkit;

import java.time.Duration;

/** A fault of the connections of a {@link SwitchablePeer}. Immutable. */
public final class TcpFault {
  enum Kind {
    NONE,
    DELAY,
    CUT,
    RESET,
    HALF_OPEN,
    REFUSE
  }

  private static final Duration MAX_DELAY = Duration.ofHours(24);
  private static final TcpFault NONE = new TcpFault(Kind.NONE, Duration.ZERO, Long.MAX_VALUE);
  private static final TcpFault HALF_OPEN =
      new TcpFault(Kind.HALF_OPEN, Duration.ZERO, Long.MAX_VALUE);
  private static final TcpFault REFUSE = new TcpFault(Kind.REFUSE, Duration.ZERO, 0);

  private final Kind kind;
  private final Duration delay;
  private final long limit;

  private TcpFault(Kind kind, Duration delay, long limit) {
    this.kind = kind;
    this.delay = delay;
    this.limit = limit;
  }

  /**
   * Returns the absence of a fault.
   *
   * @return no fault
   */
  public static TcpFault none() {
    return NONE;
  }

  /**
   * Returns a fault that passes on data, and the end of a stream, later in both directions. Data
   * that one read returned is passed on together.
   *
   * @param delay more than zero, at most 24 hours
   * @return the fault
   * @throws IllegalArgumentException if the delay is out of range
   */
  public static TcpFault delay(Duration delay) {
    if (delay.isNegative() || delay.isZero() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException(
          "delay: " + delay + " (expected: more than zero, at most " + MAX_DELAY + ")");
    }
    return new TcpFault(Kind.DELAY, delay, Long.MAX_VALUE);
  }

  /**
   * Returns a fault that closes each connection when the client was sent a number of bytes. An open
   * connection that has exceeded it is closed at once.
   *
   * @param bytes 0 or more
   * @return the fault
   * @throws IllegalArgumentException if the number is negative
   */
  public static TcpFault cutAfter(long bytes) {
    return new TcpFault(Kind.CUT, Duration.ZERO, notNegative(bytes));
  }

  /**
   * Returns a fault that resets each connection ({@code SO_LINGER} 0) when the client was sent a
   * number of bytes. An open connection that has exceeded it is reset at once.
   *
   * @param bytes 0 or more
   * @return the fault
   * @throws IllegalArgumentException if the number is negative
   */
  public static TcpFault resetAfter(long bytes) {
    return new TcpFault(Kind.RESET, Duration.ZERO, notNegative(bytes));
  }

  /**
   * Returns a fault that passes on nothing, neither data nor the end of a stream, while connections
   * stay open: like a host that lost power, or a firewall that forgot the connection. What arrives
   * meanwhile is passed on when another fault replaces this one.
   *
   * @return the fault
   */
  public static TcpFault halfOpen() {
    return HALF_OPEN;
  }

  /**
   * Returns a fault that resets the open connections and refuses new ones. The port stays reserved.
   *
   * @return the fault
   */
  public static TcpFault refuse() {
    return REFUSE;
  }

  private static long notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
    }
    return bytes;
  }

  Kind kind() {
    return kind;
  }

  long delayNanos() {
    return delay.toNanos();
  }

  /** Returns how many bytes the client may be sent in one connection. */
  long limit() {
    return limit;
  }

  /**
   * Returns the fault and its parameter.
   *
   * @return for example {@code "delay 500 ms"} or {@code "cut after 100 bytes"}
   */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case DELAY -> "delay " + delay.toNanos() / 1_000_000 + " ms";
      case CUT -> "cut after " + limit + " bytes";
      case RESET -> "reset after " + limit + " bytes";
      case HALF_OPEN -> "half-open";
      case REFUSE -> "refuse";
    };
  }
}
