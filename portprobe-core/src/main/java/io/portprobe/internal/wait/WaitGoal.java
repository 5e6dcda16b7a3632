package io.portprobe.internal.wait;

import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The goal of one wait: which reports meet it, and what the wait returns. An instance belongs to
 * one {@link WaitExecution}.
 *
 * @param <U> why a report does not meet the goal
 * @param <R> the result of the wait
 */
public interface WaitGoal<U, R> {
  /**
   * Returns why a report does not meet the goal. May call code of the caller. Called without a
   * lock.
   *
   * @return empty if the report meets the goal
   */
  Optional<U> unmet(ProbeReport report);

  /** Returns the result of a wait whose ports meet the goal. */
  R met(Ending ending);

  /**
   * Returns the result of a wait that failed, or throws its error. Guarded by the wait, as are the
   * two methods below.
   */
  R failed(Ending ending);

  /** Receives each report. */
  default void reported(PortPoll poll, ProbeReport report, Optional<U> unmet, Received received) {}

  /** Receives each failure to carry out a probe. */
  default void unsent(PortPoll poll, ProbeException failure, Received received) {}

  /**
   * Returns whether the deadline ends the wait also before the first result of a port. If not, the
   * wait ends with that result, since no probe outlives the deadline by much.
   */
  default boolean endsWithoutResult() {
    return true;
  }

  /**
   * When a result was received.
   *
   * @param sentAt when the probe was sent
   * @param completedAt when it completed
   * @param counts whether it replaces the result before; not if the deadline of the wait cut it
   *     short
   */
  record Received(long sentAt, long completedAt, boolean counts) {}

  /**
   * The end of a wait.
   *
   * @param polls one for each port
   * @param reports the reports that count, in the order of the ports; empty if the wait failed
   * @param waited the time since the start
   * @param abortReason why an {@link AbortCondition} ended the wait
   * @param blockers the ports whose result cannot change, if the others are too few for success
   */
  record Ending(
      List<PortPoll> polls,
      List<ProbeReport> reports,
      Duration waited,
      Optional<String> abortReason,
      List<PortPoll> blockers) {}
}
