package io.portprobe.internal.sweep;

import io.portprobe.internal.net.Refusal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A bulk state probe and its outcome. Mutable and reusable; not thread-safe. The caller owns it
 * until {@link Sweep#start start} accepts it, then the sweep until it has ended. The caller may
 * extend it with further data.
 */
public class SweepProbe {
  /** The outcome of a port that accepted or replied. */
  public static final int OPEN = 0;

  /** The outcome of a port that sent no response within the timeout. */
  public static final int TIMED_OUT = -1;

  /** The outcome of a probe that the caller cancelled. */
  public static final int CANCELLED = -2;

  /** The outcome of a probe that the code of the sweep failed for, see {@link #defect}. */
  public static final int FAILED = -3;

  // What to send.
  @Nullable InetAddress address;
  int port;
  long timeoutNanos;
  @Nullable ByteBuffer payload;
  boolean checksRefusal;

  // The outcome.
  int outcome = CANCELLED;
  boolean local;
  int replySize;
  Refusal refusal = Refusal.UNKNOWN;
  @Nullable Throwable defect;
  long startedNanos;
  long endedNanos;

  // State of the sweep.
  @Nullable BaseSweep owner; // while in flight
  @Nullable SocketSlot slot; // from the connect or send until its outcome
  boolean completed; // has an outcome
  int sends;
  long deadline;
  @Nullable SweepProbe previous; // in the one list that it is in
  @Nullable SweepProbe next;

  final void begin(BaseSweep sweep) {
    owner = sweep;
    completed = false;
    sends = 0;
    replySize = 0;
    refusal = Refusal.UNKNOWN;
    defect = null;
  }

  /** Returns the address to connect or send to. */
  final InetAddress target() {
    if (address == null) {
      throw new IllegalStateException("probe: not prepared (expected: an address and a port)");
    }
    return address;
  }

  /** Records that a sender sends the probe, at a time of {@link System#nanoTime}. */
  public final void recordStart(long nanos) {
    startedNanos = nanos;
  }

  /**
   * Records the outcome of the probe. Called by the sender that sent it.
   *
   * @param outcome {@link #OPEN}, {@link #TIMED_OUT}, {@link #CANCELLED}, {@link #FAILED}, or
   *     Linux's error number
   * @param local whether an error arose before a packet left this host
   * @param nanos {@link System#nanoTime} when the outcome was received
   */
  public final void recordEnd(int outcome, boolean local, long nanos) {
    this.outcome = outcome;
    this.local = local;
    this.endedNanos = nanos;
  }

  /**
   * Records that the code of the sender failed for the probe.
   *
   * @param failure what it threw
   * @param nanos {@link System#nanoTime} when it did
   */
  public final void recordFailure(Throwable failure, long nanos) {
    recordEnd(FAILED, true, nanos);
    defect = failure;
  }

  /** Sets what a TCP probe connects to. */
  public final void prepare(InetAddress address, int port, long timeoutNanos) {
    this.address = address;
    this.port = port;
    this.timeoutNanos = timeoutNanos;
    this.payload = null;
    this.checksRefusal = false;
  }

  /**
   * Sets what a probe connects or sends to.
   *
   * @param payload the UDP datagram, from position to limit, neither of which changes; null over
   *     TCP. A direct buffer saves a copy. The caller must not change it until the probe has ended
   */
  public final void prepare(
      InetAddress address, int port, long timeoutNanos, @Nullable ByteBuffer payload) {
    prepare(address, port, timeoutNanos);
    this.payload = payload;
  }

  /** Makes the sweep check what refuses this probe, beyond its limit of such checks. */
  public final void checkRefusal() {
    checksRefusal = true;
  }

  /** Returns the target address; null before the first {@code prepare}. */
  public final @Nullable InetAddress address() {
    return address;
  }

  /** Returns the target port. */
  public final int port() {
    return port;
  }

  /** Returns how long to wait for a response, in nanoseconds. */
  public final long timeoutNanos() {
    return timeoutNanos;
  }

  /**
   * Returns {@link #OPEN}, {@link #TIMED_OUT}, {@link #CANCELLED}, {@link #FAILED}, or a positive
   * error number, which is Linux's on every system.
   */
  public final int outcome() {
    return outcome;
  }

  /**
   * Whether the error arose on this host before it sent a packet (no descriptor, no source port, no
   * route), so that it says nothing about the port.
   */
  public final boolean isLocalFault() {
    return local;
  }

  /** Returns what refused a TCP probe whose outcome is ECONNREFUSED, as far as it was checked. */
  public final Refusal refusal() {
    return refusal;
  }

  /** Returns what the code of the sweep threw if the outcome is {@link #FAILED}; otherwise null. */
  public final @Nullable Throwable defect() {
    return defect;
  }

  /** Returns the size of the received datagram in bytes; 0 over TCP. */
  public final int replySize() {
    return replySize;
  }

  /** Returns {@link System#nanoTime} right before the connect or send. */
  public final long startedNanos() {
    return startedNanos;
  }

  /** Returns {@link System#nanoTime} when the outcome was received. */
  public final long endedNanos() {
    return endedNanos;
  }
}
