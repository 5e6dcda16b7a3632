package io.portprobe.testing.internal.wait;

import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The polling of one port during a wait. Guarded by the monitor of its {@link WaitExecution}. */
final class PortPoll {
  /** No probe is given more time unless the caller does: nothing sensible responds so late. */
  private static final Duration MAX_GROWN_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final double JITTER = 0.2;

  private enum State {
    /** The next probe is to be sent, at once or after a pause. */
    DUE,
    /** A probe is in flight, or its result is being evaluated. */
    PROBING,
    /** No further probe is sent, because the result cannot change. */
    FINAL
  }

  final PortProbe probe;
  final AnswerHistory history = new AnswerHistory();
  private final WaitSettings settings;
  private State state = State.DUE;
  private Duration pause;
  private Duration timeout;
  private @Nullable CompletableFuture<ProbeReport> inFlight;
  private @Nullable Runnable cancelPause;
  @Nullable ProbeReport report;
  @Nullable UnmetExpectation unmet;
  @Nullable Throwable failure;

  /** Whether a probe ended without a result although it had its full timeout. */
  boolean timedOut;

  private boolean holds;
  private int inARow;
  private long holdsSince;
  private long confirmedAt;
  private long longestNanos;
  private long reportedAt;
  private long failedAt;

  PortPoll(PortProbe probe, WaitSettings settings) {
    this.probe = probe;
    this.settings = settings;
    this.pause = settings.polling().firstPause();
    this.timeout = settings.polling().probeTimeout().plus(settings.condition().open());
  }

  /** Sends the next probe if one is due. */
  Optional<CompletableFuture<ProbeReport>> send(Duration limit) {
    if (state != State.DUE) {
      return Optional.empty();
    }
    state = State.PROBING;
    CompletableFuture<ProbeReport> sent = probe.timeout(withoutOpen(limit)).report();
    inFlight = sent;
    return Optional.of(sent);
  }

  /** Returns the timeout to set: the probe adds the time for which a connection is kept open. */
  private Duration withoutOpen(Duration limit) {
    Duration open = settings.condition().open();
    if (open.isZero()) {
      return limit;
    }
    Duration rest = limit.minus(open);
    return rest.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : rest;
  }

  /** Returns the time limit of the next probe, unless the deadline is earlier. */
  Duration timeout() {
    return timeout;
  }

  /** Gives the next probes more time: the server may just be slow. */
  private void timedOut() {
    timedOut = true;
    if (settings.polling().grows() && timeout.compareTo(MAX_GROWN_TIMEOUT) < 0) {
      timeout = timeout.multipliedBy(2);
    }
  }

  /** Schedules the next probe after a pause, unless the result is final. */
  void pause(long now, long deadline, Runnable send) {
    if (state == State.FINAL) {
      return;
    }
    state = State.DUE;
    cancelPause = settings.timeline().after(nextPause(now, deadline), send);
  }

  /** Ends the pause before the next probe. Returns whether there was one. */
  boolean endPause() {
    if (state != State.DUE || cancelPause == null) {
      return false;
    }
    cancelPause.run();
    return true;
  }

  /** Records a report. */
  void reported(ProbeReport received, Optional<UnmetExpectation> shortfall, long sentAt, long now) {
    if (shortfall.isPresent() && AnswerSummary.isOutOfTime(received)) {
      timedOut();
    }
    take(received, shortfall, sentAt, now);
  }

  /** Records a report that the deadline of the wait cut short: it replaces no earlier one. */
  void cutShort(ProbeReport received, UnmetExpectation shortfall, long sentAt, long now) {
    if (report == null) {
      take(received, Optional.of(shortfall), sentAt, now);
    } else {
      history.add(AnswerSummary.of(received), sentAt, now);
    }
  }

  /** Records a name resolution that the deadline of the wait cut short: it replaces no report. */
  void cutShort(ProbeException timedOut, UnmetExpectation shortfall, long sentAt, long now) {
    if (report == null) {
      failed(shortfall, timedOut, false, sentAt, now);
    } else {
      history.add(AnswerSummary.of(timedOut), sentAt, now);
    }
  }

  private void take(
      ProbeReport received, Optional<UnmetExpectation> shortfall, long sentAt, long now) {
    history.add(AnswerSummary.of(received), sentAt, now);
    reportedAt = now;
    report = received;
    unmet = shortfall.orElse(null);
    Optional<Throwable> thrown = EvidenceText.lastThrowable(received);
    shortfall
        .flatMap(each -> Optional.ofNullable(each.cause()))
        .or(() -> thrown)
        .ifPresent(each -> setFailure(each, now));
    setHolds(shortfall.isEmpty(), sentAt, now);
  }

  /**
   * Records a probe that was not sent.
   *
   * @param isFinal whether a further probe would fail in the same way
   */
  void failed(UnmetExpectation shortfall, Throwable cause, boolean isFinal, long sentAt, long now) {
    history.add(AnswerSummary.of(cause), sentAt, now);
    report = null;
    unmet = shortfall;
    if (now - sentAt >= timeout.toNanos()) {
      timedOut();
    }
    setFailure(cause, now);
    setHolds(false, sentAt, now);
    if (isFinal) {
      state = State.FINAL;
    }
  }

  private void setFailure(Throwable thrown, long now) {
    failure = thrown;
    failedAt = now;
  }

  /** Returns when the {@link #failure} was received. */
  long failedAt() {
    return failedAt;
  }

  /** Cancels the probe in flight and the pause before the next. No further probe is sent. */
  void stop() {
    if (inFlight != null) {
      inFlight.cancel(true); // no effect if it is done
    }
    if (cancelPause != null) {
      cancelPause.run();
    }
  }

  boolean isInFlight() {
    return inFlight != null && !inFlight.isDone();
  }

  boolean isFinal() {
    return state == State.FINAL;
  }

  private void setHolds(boolean met, long sentAt, long now) {
    inARow = met ? inARow + 1 : 0;
    if (met && !holds) {
      holdsSince = now;
      confirmedAt = now;
    } else if (met) {
      confirmedAt = Math.max(confirmedAt, sentAt);
    }
    if (met != holds) {
      pause = settings.polling().firstPause(); // the port is changing: poll quickly again
    }
    holds = met;
    longestNanos = met ? Math.max(longestNanos, confirmedAt - holdsSince) : longestNanos;
  }

  /** Returns whether the expectation holds, and has held for the required time. */
  boolean isMet() {
    WaitSettings.Condition condition = settings.condition();
    return holds
        && inARow >= condition.inARow()
        && confirmedAt - holdsSince >= condition.held().toNanos();
  }

  /** Returns how many reports in a row met the expectation, up to the last report. */
  int inARow() {
    return inARow;
  }

  /** Returns how many reports in a row have to meet the expectation. */
  int requiredInARow() {
    return settings.condition().inARow();
  }

  /** Returns when the {@link #report} was received. */
  long reportedAt() {
    return reportedAt;
  }

  /** Returns the longest time for which the expectation held without interruption. */
  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  /** Returns the pause before the next probe, and lengthens the pause after that. */
  private Duration nextPause(long now, long deadline) {
    WaitSettings.Polling polling = settings.polling();
    double factor = 1 + JITTER * (2 * settings.timeline().random() - 1);
    long nanos = (long) (pause.toNanos() * factor);
    long grown = (long) (pause.toNanos() * polling.factor());
    pause = Duration.ofNanos(Math.min(grown, polling.maxPause().toNanos()));
    long heldNanos = settings.condition().held().toNanos();
    if (holds && !isMet() && heldNanos > 0) { // send the deciding probe on time
      nanos = Math.min(nanos, Math.max(0, holdsSince + heldNanos - now));
    }
    long half = Math.max(polling.firstPause().toNanos(), (deadline - now) / 2);
    return Duration.ofNanos(Math.min(nanos, half));
  }
}
