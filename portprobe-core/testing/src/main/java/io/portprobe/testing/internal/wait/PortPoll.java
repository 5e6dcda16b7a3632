package io.portprobe.testing.internal.wait;

import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one port during a wait. Guarded by the monitor of its {@link WaitExecution}.
 */
final class PortPoll {
  private static final double GROWTH = 1.5;
  private static final double JITTER = 0.2;

  final PortProbe probe;
  final AnswerHistory history = new AnswerHistory();
  private final WaitSettings settings;
  private Duration pause;

  /** Whether it is to be asked, now or after a pause; else a question is in flight. */
  boolean due = true;

  /** Whether its answer will not change. */
  boolean hopeless;

  @Nullable CompletableFuture<ProbeReport> inFlight;
  @Nullable Runnable pausing;
  @Nullable ProbeReport report;
  @Nullable UnmetExpectation shortfall;
  @Nullable Throwable failure;

  /** Whether a question had all its time, and that was not enough. */
  boolean outOfTime;

  private boolean holds;
  private long holdsSince;
  private long confirmed;
  private long longest;
  private long answeredAt;
  private long failedAt;

  PortPoll(PortProbe probe, WaitSettings settings) {
    this.probe = probe;
    this.settings = settings;
    this.pause = settings.first();
  }

  /** Takes an answer. */
  void answered(ProbeReport answer, Optional<UnmetExpectation> unmet, long asked, long now) {
    outOfTime |= unmet.isPresent() && AnswerSummary.isOutOfTime(answer);
    take(answer, unmet, asked, now);
  }

  private void take(ProbeReport answer, Optional<UnmetExpectation> unmet, long asked, long now) {
    history.add(AnswerSummary.of(answer), asked, now);
    answeredAt = now;
    report = answer;
    shortfall = unmet.orElse(null);
    Optional<Throwable> thrown = EvidenceText.lastThrowable(answer);
    unmet
        .flatMap(u -> Optional.ofNullable(u.cause()))
        .or(() -> thrown)
        .ifPresent(t -> fail(t, now));
    stand(unmet.isEmpty(), asked, now);
  }

  /** Takes an answer that the deadline left no time for: it outweighs no earlier one. */
  void cutShort(ProbeReport answer, UnmetExpectation unmet, long asked, long now) {
    if (report == null) {
      take(answer, Optional.of(unmet), asked, now);
    } else {
      history.add(AnswerSummary.of(answer), asked, now);
    }
  }

  /** Takes a question that could not be asked. */
  void failed(UnmetExpectation unasked, Throwable cause, long asked, long now) {
    history.add(AnswerSummary.of(cause), asked, now);
    report = null;
    shortfall = unasked;
    outOfTime |= now - asked >= settings.each().toNanos();
    fail(cause, now);
    stand(false, asked, now);
  }

  private void fail(Throwable thrown, long now) {
    failure = thrown;
    failedAt = now;
  }

  /** When the {@link #failure} came. */
  long failedAt() {
    return failedAt;
  }

  /**
   * Ends the question in flight, or the pause before the next. The wait is over: nothing follows.
   */
  void stop() {
    if (inFlight != null) {
      inFlight.cancel(true); // one that is answered takes no notice
    }
    if (pausing != null) {
      pausing.run();
    }
  }

  private void stand(boolean met, long asked, long now) {
    if (met && !holds) {
      holdsSince = now;
      confirmed = now;
    } else if (met) {
      confirmed = Math.max(confirmed, asked);
    }
    if (met != holds) {
      pause = settings.first(); // quick again: something is moving
    }
    holds = met;
    longest = met ? Math.max(longest, confirmed - holdsSince) : longest;
  }

  /** Whether the goal holds, and has held for as long as it must. */
  boolean isMet() {
    return holds && confirmed - holdsSince >= settings.held().toNanos();
  }

  /** When the {@link #report} came. */
  long answeredAt() {
    return answeredAt;
  }

  /** How long the goal held without a break at most. */
  Duration longest() {
    return Duration.ofNanos(longest);
  }

  /** How long to pause now; the pause after it is longer. */
  Duration nextPause(long now, long deadline) {
    double factor = 1 + JITTER * (2 * settings.timeline().random() - 1);
    long nanos = (long) (pause.toNanos() * factor);
    long grown = (long) (pause.toNanos() * GROWTH);
    pause = Duration.ofNanos(Math.min(grown, settings.most().toNanos()));
    if (holds && !isMet()) { // the question that settles it is not late
      nanos = Math.min(nanos, Math.max(0, holdsSince + settings.held().toNanos() - now));
    }
    long half = Math.max(settings.first().toNanos(), (deadline - now) / 2);
    return Duration.ofNanos(Math.min(nanos, half));
  }
}
