package io.portprobe.internal.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The times of one attempt. Confined to the event loop. */
final class AttemptTimes {
  /** A socket that waited for others, and is open for less, has not waited for a response. */
  private static final long MIN_OPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final long createdNanos = System.nanoTime();
  private Instant started = Instant.now();
  private long startedNanos = createdNanos;
  private long waitedNanos;
  private long answeredNanos = -1;

  /** Records that the wait for a free socket is over. */
  void markWaited() {
    waitedNanos = System.nanoTime() - createdNanos;
  }

  /** Records that the socket connects, or sends. */
  void markStarted() {
    started = Instant.now();
    startedNanos = System.nanoTime();
  }

  /** Records when the state became known; later calls have no effect. */
  void markAnswered() {
    if (answeredNanos < 0) {
      answeredNanos = System.nanoTime();
    }
  }

  /** Returns whether silence proves nothing, since the attempt waited for its socket until now. */
  boolean hadTooLittleTime() {
    long open = System.nanoTime() - startedNanos;
    return open < MIN_OPEN_NANOS && open < waitedNanos;
  }

  Instant started() {
    return started;
  }

  Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Returns the time from the start until the state became known. */
  Duration untilAnswered() {
    return Duration.ofNanos(answeredNanos - startedNanos);
  }
}
