package io.portprobe.internal.probe;

import io.portprobe.internal.io.Stalls;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The times of one attempt. Confined to the event loop. */
final class AttemptTimes {
  /**
   * A socket that is open for less, after a longer delay, has not waited for a response: the
   * initial timeout of RFC 6298, section 2.1.
   */
  private static final long MIN_OPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long beganNanos;
  private final LongSupplier clock;
  private Instant started = Instant.now();
  private long startedNanos;
  private long sentNanos;
  private boolean connecting;
  private long answeredNanos = -1;

  /**
   * Creates the times of an attempt that has not started.
   *
   * @param beganNanos the time of the clock at which the probe began
   * @param clock returns nanoseconds, as {@link System#nanoTime}
   */
  AttemptTimes(long beganNanos, LongSupplier clock) {
    this.beganNanos = beganNanos;
    this.clock = clock;
    this.startedNanos = clock.getAsLong();
  }

  /** Records that the socket connects, or sends. */
  void markStarted() {
    started = Instant.now();
    startedNanos = clock.getAsLong();
    sentNanos = startedNanos;
    connecting = true;
  }

  /**
   * Records that the call which connects, or sends, has returned. The process may have been stopped
   * before it.
   */
  void markSent() {
    sentNanos = clock.getAsLong();
  }

  /** Records when the state became known; later calls have no effect. */
  void markAnswered() {
    if (answeredNanos < 0) {
      answeredNanos = clock.getAsLong();
    }
  }

  /**
   * Returns whether silence proves nothing: the attempt has not connected or sent yet, or did so
   * shortly before now, because name resolution, other probes or this host delayed it for longer.
   */
  boolean hadTooLittleTime() {
    long open = clock.getAsLong() - sentNanos;
    long delay = sentNanos - beganNanos;
    return !connecting || (delay > Stalls.THRESHOLD_NANOS && open < MIN_OPEN_NANOS && open < delay);
  }

  Instant started() {
    return started;
  }

  Duration sinceStart() {
    return Duration.ofNanos(clock.getAsLong() - startedNanos);
  }

  /** Returns the time from the start until the state became known. */
  Duration untilAnswered() {
    return Duration.ofNanos(answeredNanos - startedNanos);
  }
}
