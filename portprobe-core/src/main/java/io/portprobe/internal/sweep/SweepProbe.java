package io.portprobe.internal.sweep;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One question of a sweep and its outcome. Mutable, to be used again and again, and by one thread
 * at a time: the owner's until {@link Sweep#start start} takes it, the sweep's until it has ended.
 * May be extended to carry what the owner wants to find again.
 */
public class SweepProbe {
  /** The outcome of a port that accepted, or replied. */
  public static final int OPEN = 0;

  /** The outcome of silence for the whole of the time-out. */
  public static final int TIMED_OUT = -1;

  /** The outcome of a probe that was ended before its time. */
  public static final int CANCELLED = -2;

  // What to ask.
  @Nullable InetAddress address;
  int port;
  long timeoutNanos;
  @Nullable ByteBuffer payload;

  // What came of it.
  int outcome = CANCELLED;
  boolean local;
  int replySize;
  long startedNanos;
  long endedNanos;

  // The sweep's.
  @Nullable BaseSweep owner; // while in flight
  @Nullable SocketSlot slot; // while dialled
  boolean over;
  int sends;
  long deadline;
  @Nullable SweepProbe previous; // in the one list that it is in
  @Nullable SweepProbe next;

  final void begin(BaseSweep sweep) {
    owner = sweep;
    over = false;
    sends = 0;
    replySize = 0;
  }

  /** The address to dial. */
  final InetAddress target() {
    if (address == null) {
      throw new IllegalStateException("probe: asks nothing (expected: an address and a port)");
    }
    return address;
  }

  /** Records that a sender sent the probe, at a time of {@link System#nanoTime}. */
  public final void recordStart(long nanos) {
    startedNanos = nanos;
  }

  /**
   * Records the outcome of the probe. Called by the sender that sent it.
   *
   * @param outcome {@link #OPEN}, {@link #TIMED_OUT}, {@link #CANCELLED}, or Linux's error number
   * @param local whether an error arose before a packet left this host
   * @param nanos when the outcome was seen, as {@link System#nanoTime} gives it
   */
  public final void recordEnd(int outcome, boolean local, long nanos) {
    this.outcome = outcome;
    this.local = local;
    this.endedNanos = nanos;
  }

  /** Says what to ask over TCP. */
  public final void ask(InetAddress address, int port, long timeoutNanos) {
    this.address = address;
    this.port = port;
    this.timeoutNanos = timeoutNanos;
    this.payload = null;
  }

  /**
   * Says what to ask over UDP.
   *
   * @param payload the datagram to send: from position to limit, neither of which is moved. A
   *     direct buffer saves a copy. Is not to be changed until the probe has ended. Null over TCP
   */
  public final void ask(
      InetAddress address, int port, long timeoutNanos, @Nullable ByteBuffer payload) {
    ask(address, port, timeoutNanos);
    this.payload = payload;
  }

  /** The address asked, null before the first {@code ask}. */
  public final @Nullable InetAddress address() {
    return address;
  }

  /** The port asked. */
  public final int port() {
    return port;
  }

  /** How long to wait for the answer. */
  public final long timeoutNanos() {
    return timeoutNanos;
  }

  /**
   * {@link #OPEN}, {@link #TIMED_OUT}, {@link #CANCELLED}, or a positive error number: Linux's,
   * whatever the system.
   */
  public final int outcome() {
    return outcome;
  }

  /**
   * Whether the error arose on this machine before a packet left it (no descriptor, no source port,
   * no route): then it says nothing about the port.
   */
  public final boolean isLocalFault() {
    return local;
  }

  /** The bytes of the datagram that came back, 0 over TCP. */
  public final int replySize() {
    return replySize;
  }

  /** {@link System#nanoTime} right before the connect. */
  public final long startedNanos() {
    return startedNanos;
  }

  /** {@link System#nanoTime} when the outcome was seen. */
  public final long endedNanos() {
    return endedNanos;
  }
}
