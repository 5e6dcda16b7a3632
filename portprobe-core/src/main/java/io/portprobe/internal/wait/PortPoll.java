package io.portprobe.internal.wait;

import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.text.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The polling of one port during a wait. Guarded by the monitor of its {@link WaitExecution}. */
public final class PortPoll {
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

  private final int index;
  private final PortProbe probe;
  private final WaitPlan plan;
  private State state = State.DUE;
  private Duration pause;
  private Duration timeout;
  private @Nullable CompletableFuture<ProbeReport> inFlight;
  private @Nullable Runnable cancelPause;
  private int probes;
  private @Nullable ProbeReport report;
  private @Nullable ProbeException failure;
  private boolean timedOut;

  private boolean holds;
  private int inARow;
  private long holdsSince;
  private long confirmedAt;
  private long longestNanos;
  private long reportedAt;

  PortPoll(int index, PortProbe probe, WaitPlan plan) {
    this.index = index;
    this.probe = probe;
    this.plan = plan;
    this.pause = plan.polling().firstPause();
    this.timeout = plan.polling().probeTimeout().plus(plan.condition().open());
  }

  /** Sends the next probe if one is due. */
  Optional<CompletableFuture<ProbeReport>> send(Duration limit) {
    if (state != State.DUE) {
      return Optional.empty();
    }
    state = State.PROBING;
    probes++;
    CompletableFuture<ProbeReport> sent = probe.timeout(withoutOpen(limit)).report();
    inFlight = sent;
    return Optional.of(sent);
  }

  /** Returns the timeout to set: the probe adds the time for which a connection is kept open. */
  private Duration withoutOpen(Duration limit) {
    Duration open = plan.condition().open();
    if (open.isZero()) {
      return limit;
    }
    return Durations.max(limit.minus(open), MIN_TIMEOUT);
  }

  /** Returns the time limit of the next probe, unless the deadline is earlier. */
  Duration timeout() {
    return timeout;
  }

  /** Gives the next probes more time: the server may just be slow. */
  private void extendTimeout() {
    timedOut = true;
    if (plan.polling().grows() && timeout.compareTo(MAX_GROWN_TIMEOUT) < 0) {
      timeout = timeout.plus(timeout);
    }
  }

  /** Schedules the next probe after a pause, unless the result is final. */
  void pause(long now, long deadline, Runnable send) {
    if (state == State.FINAL) {
      return;
    }
    state = State.DUE;
    cancelPause = plan.timeline().after(nextPause(now, deadline), send);
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
  void reported(ProbeReport received, boolean met, long sentAt, long now) {
    if (!met && ResultTime.isOutOfTime(received)) {
      extendTimeout();
    }
    take(received, met, sentAt, now);
  }

  /** Records the first report, which the deadline of the wait cut short. */
  void cutShort(ProbeReport received, long sentAt, long now) {
    take(received, false, sentAt, now);
  }

  private void take(ProbeReport received, boolean met, long sentAt, long now) {
    reportedAt = now;
    report = received;
    failure = null;
    setHolds(met, sentAt, now);
  }

  /**
   * Records a probe that was not sent.
   *
   * @param isFinal whether a further probe would fail in the same way
   */
  void failed(ProbeException cause, boolean isFinal, long sentAt, long now) {
    report = null;
    failure = cause;
    if (now - sentAt >= timeout.toNanos()) {
      extendTimeout();
    }
    setHolds(false, sentAt, now);
    if (isFinal) {
      state = State.FINAL;
    }
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

  /** Returns the position of the port in the wait, from 0. */
  public int index() {
    return index;
  }

  /** Returns the probe of the port. */
  public PortProbe probe() {
    return probe;
  }

  /** Returns how many probes were started. */
  int probes() {
    return probes;
  }

  /** Returns the last report; empty if the last probe failed, or none has completed. */
  public Optional<ProbeReport> report() {
    return Optional.ofNullable(report);
  }

  /** Returns why the last probe was not sent; empty if it has a report, or none has completed. */
  public Optional<ProbeException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns whether a probe ended without a result although it had its full timeout. */
  public boolean timedOut() {
    return timedOut;
  }

  /** Returns whether a probe is in flight. */
  public boolean isInFlight() {
    return inFlight != null && !inFlight.isDone();
  }

  /** Returns whether the first probe is in flight, or its result is being evaluated. */
  boolean awaitsFirstResult() {
    return state == State.PROBING && !hasResult();
  }

  /** Returns whether a probe has ended. */
  boolean hasResult() {
    return report != null || failure != null;
  }

  /** Returns whether no further probe is sent, because the result cannot change. */
  public boolean isFinal() {
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
      pause = plan.polling().firstPause(); // the port is changing: poll quickly again
    }
    holds = met;
    longestNanos = met ? Math.max(longestNanos, confirmedAt - holdsSince) : longestNanos;
  }

  /** Returns whether the goal holds, and has held for the required time. */
  public boolean isMet() {
    WaitPlan.Condition condition = plan.condition();
    return holds
        && inARow >= condition.inARow()
        && confirmedAt - holdsSince >= condition.held().toNanos();
  }

  /** Returns how many reports in a row met the goal, up to the last report. */
  public int inARow() {
    return inARow;
  }

  /** Returns how many reports in a row have to meet the goal. */
  public int requiredInARow() {
    return plan.condition().inARow();
  }

  /** Returns when the {@link #report} was received. */
  long reportedAt() {
    return reportedAt;
  }

  /** Returns the longest time for which the goal held without interruption. */
  public Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  /** Returns the pause before the next probe, and lengthens the pause after that. */
  private Duration nextPause(long now, long deadline) {
    WaitPlan.Polling polling = plan.polling();
    double factor = 1 + JITTER * (2 * plan.timeline().random() - 1);
    long nanos = (long) (pause.toNanos() * factor);
    long grown = (long) (pause.toNanos() * polling.factor());
    pause = Duration.ofNanos(Math.min(grown, polling.maxPause().toNanos()));
    long heldNanos = plan.condition().held().toNanos();
    if (holds && !isMet() && heldNanos > 0) { // send the deciding probe on time
      nanos = Math.min(nanos, Math.max(0, holdsSince + heldNanos - now));
    }
    long half = Math.max(polling.firstPause().toNanos(), (deadline - now) / 2);
    return Duration.ofNanos(Math.min(nanos, half));
  }
}
