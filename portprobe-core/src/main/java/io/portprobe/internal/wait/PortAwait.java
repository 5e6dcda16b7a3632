package io.portprobe.internal.wait;

import io.portprobe.PortProbe;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.WaitOutcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A wait for one port: probes it until a report meets a condition. Pauses between probes grow from
 * 20 ms to 1 s. The time limit of a probe is 2 s first, and doubles after each probe that used it
 * up. Thread-safe.
 */
public final class PortAwait {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final long FIRST_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PortProbe probe;
  private final Predicate<? super ProbeReport> condition;
  private final long startedNanos = System.nanoTime();
  private final long withinNanos;
  private final CompletableFuture<WaitOutcome> outcome = new CompletableFuture<>();
  private volatile CompletableFuture<ProbeReport> current = new CompletableFuture<>();

  // Each probe starts after the end of the one before, which orders these writes.
  private Optional<ProbeReport> report = Optional.empty();
  private Optional<ProbeException> failure = Optional.empty();
  private int probes;
  private long limitNanos = FIRST_LIMIT_NANOS;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  private PortAwait(PortProbe probe, Predicate<? super ProbeReport> condition, Duration within) {
    this.probe = probe;
    this.condition = Objects.requireNonNull(condition, "condition");
    this.withinNanos = within.toNanos();
  }

  /**
   * Starts a wait.
   *
   * @param within more than zero, at most a day
   * @return a future that completes shortly after this time at the latest; cancelling it cancels
   *     the probe in flight
   */
  public static CompletableFuture<WaitOutcome> start(
      PortProbe probe, Predicate<? super ProbeReport> condition, Duration within) {
    if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "within: " + within + " (expected: more than zero, at most " + LONGEST + ")");
    }
    PortAwait wait = new PortAwait(probe, condition, within);
    var unused = wait.outcome.whenComplete((value, cancelled) -> wait.current.cancel(false));
    wait.send();
    return wait.outcome;
  }

  private long leftNanos() {
    return withinNanos - (System.nanoTime() - startedNanos);
  }

  private void send() {
    if (outcome.isDone()) {
      return;
    }
    try {
      probes++;
      long limit = Math.max(1, Math.min(limitNanos, leftNanos()));
      current = probe.timeout(Duration.ofNanos(limit)).report();
      var unused = current.whenComplete((value, thrown) -> onEnd(value, thrown, limit));
      if (outcome.isDone()) { // cancelled meanwhile
        current.cancel(false);
      }
    } catch (Throwable e) { // code of the caller's client; the future must complete
      outcome.completeExceptionally(e);
    }
  }

  private void onEnd(@Nullable ProbeReport value, @Nullable Throwable thrown, long limit) {
    try {
      if (value != null) {
        onReport(value, limit);
      } else {
        onFailure(Objects.requireNonNull(thrown, "thrown"));
      }
    } catch (Throwable e) { // the condition is code of the caller
      outcome.completeExceptionally(e);
    }
  }

  private void onReport(ProbeReport value, long limit) {
    report = Optional.of(value);
    failure = Optional.empty();
    if (condition.test(value)) {
      complete(true);
      return;
    }
    if (value.elapsed().toNanos() >= limit) {
      limitNanos *= 2;
    }
    again();
  }

  private void onFailure(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    boolean permanent =
        cause instanceof TargetDeniedException || cause instanceof ProbeCancelledException;
    if (permanent || !(cause instanceof ProbeException unsent)) {
      outcome.completeExceptionally(cause);
      return;
    }
    failure = Optional.of(unsent);
    again();
  }

  private void again() {
    long left = leftNanos();
    if (left <= 0) {
      complete(false);
      return;
    }
    long pause = Math.min(pauseNanos, left);
    pauseNanos = Math.min(MAX_PAUSE_NANOS, pauseNanos * 3 / 2);
    // The timer thread of the JDK only starts the probe, which does not block.
    CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(this::sendOrEnd);
  }

  private void sendOrEnd() {
    if (leftNanos() > 0) {
      send();
    } else {
      complete(false);
    }
  }

  private void complete(boolean met) {
    outcome.complete(
        new DefaultWaitOutcome(
            probe.endpoint(),
            met,
            report,
            failure,
            probes,
            Duration.ofNanos(System.nanoTime() - startedNanos)));
  }
}
