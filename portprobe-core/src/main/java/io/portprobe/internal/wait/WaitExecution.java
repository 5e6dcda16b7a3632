package io.portprobe.internal.wait;

import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.internal.wait.WaitGoal.Ending;
import io.portprobe.internal.wait.WaitGoal.Received;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a wait: polls each port until enough ports meet the goal, the deadline passes,
 * or a condition aborts the wait. Callers' code runs on the timeline's executor. Thread-safe.
 *
 * @param <U> why a report does not meet the goal
 * @param <R> the result of the wait
 */
public final class WaitExecution<U, R> {
  /** Probes end this much before the deadline, so that their reports still count. */
  private static final long MARGIN_NANOS = Duration.ofMillis(10).toNanos();

  /**
   * The same for the first probe of a port, but at most a tenth of the wait: a JVM that loads its
   * classes needs more time, and without a result the failure has no explanation.
   */
  private static final long FIRST_MARGIN_NANOS = Duration.ofMillis(100).toNanos();

  /**
   * A lost SYN is sent again after one second. If the deadline leaves a probe less time than its
   * timeout and than this, its silence proves nothing.
   */
  private static final Duration CONCLUSIVE = Duration.ofSeconds(1);

  private enum State {
    RUNNING,
    /** The deadline passed; the wait ends with the first result of a port. */
    OVERDUE,
    /** The deadline passed or a condition aborted; the result is being built. */
    FAILING,
    ENDED
  }

  private final WaitPlan plan;
  private final WaitGoal<U, R> goal;
  private final Timeline timeline;
  private final List<PortPoll> polls;
  private final Quorum quorum;
  private final GuardMonitor monitor;
  private final long margin;
  private final long firstMargin;
  private final long started;
  private final long deadline;
  private final CompletableFuture<R> result = new CompletableFuture<>();

  // Guarded by this, as are the polls and the quorum.
  private State state = State.RUNNING;
  private @Nullable Runnable cancelDeadline;

  private WaitExecution(WaitPlan plan, WaitGoal<U, R> goal) {
    this.plan = plan;
    this.goal = goal;
    this.timeline = plan.timeline();
    this.polls =
        IntStream.range(0, plan.probes().size())
            .mapToObj(i -> new PortPoll(i, plan.probes().get(i), plan))
            .toList();
    this.quorum = new Quorum(polls, plan.required());
    this.monitor = new GuardMonitor(plan.aborts(), timeline);
    long within = plan.within().toNanos();
    this.margin = Math.min(MARGIN_NANOS, within / 2);
    this.firstMargin = Math.max(margin, Math.min(FIRST_MARGIN_NANOS, within / 10));
    this.started = timeline.nanoTime();
    this.deadline = started + within;
  }

  /**
   * Starts to wait.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public static <U, R> WaitExecution<U, R> start(WaitPlan plan, WaitGoal<U, R> goal) {
    plan.check();
    WaitExecution<U, R> execution = new WaitExecution<>(plan, goal);
    execution.start();
    return execution;
  }

  /** Returns the result of the goal. Cancelling it cancels the probes in flight. */
  public CompletableFuture<R> result() {
    return result;
  }

  /** Blocks until the wait ends. The calling thread enforces the deadline if no other does. */
  public R await() throws InterruptedException, ExecutionException {
    try {
      return result.get(plan.within().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      expire();
      return result.get();
    }
  }

  /** Sends the first probes before the deadline can pass, unless conditions are checked first. */
  private void start() {
    var unused = result.whenComplete((reports, failure) -> end(() -> {})); // if it is cancelled
    monitor.start(this::abort, this::fail);
    if (monitor.hasChecks()) {
      polls.forEach(poll -> timeline.executor().execute(() -> checkAndSend(poll)));
    } else {
      polls.forEach(poll -> failOnError(() -> send(poll, started)));
    }
    Runnable cancel = timeline.after(plan.within(), this::expire);
    synchronized (this) {
      cancelDeadline = cancel;
      if (state != State.ENDED) {
        return;
      }
    }
    cancel.run();
  }

  private void checkAndSend(PortPoll poll) {
    failOnError(
        () -> {
          if (!isEnded() && !checkAborts()) {
            send(poll, timeline.nanoTime());
          }
        });
  }

  /** Ends the wait with what a step throws: conditions, requirements, clients, the goal. */
  private void failOnError(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private boolean checkAborts() {
    Optional<String> reason = monitor.check();
    reason.ifPresent(this::abort);
    return reason.isPresent();
  }

  private void send(PortPoll poll, long now) {
    long left = deadline - now - (poll.hasResult() ? margin : firstMargin);
    if (left <= 0) {
      return; // the deadline timer is about to end the wait
    }
    Duration timeout;
    boolean cutShort;
    Optional<CompletableFuture<ProbeReport>> sent;
    synchronized (this) { // so that nothing is sent after the end
      timeout = Duration.ofNanos(Math.min(left, poll.timeout().toNanos()));
      cutShort = timeout.compareTo(poll.timeout()) < 0 && timeout.compareTo(CONCLUSIVE) < 0;
      sent = state == State.ENDED ? Optional.empty() : poll.send(timeout);
    }
    sent.ifPresent(
        report -> {
          var unused =
              report.whenCompleteAsync(
                  (received, failure) ->
                      failOnError(() -> take(poll, received, failure, now, cutShort)),
                  timeline.executor());
        });
  }

  private void take(
      PortPoll poll,
      @Nullable ProbeReport report,
      @Nullable Throwable failure,
      long sentAt,
      boolean cutShort) {
    if (isEnded()) {
      return;
    }
    if (report != null) {
      takeReport(poll, report, sentAt, cutShort);
    } else {
      takeFailure(poll, cause(Objects.requireNonNull(failure)), sentAt, cutShort);
    }
    endOrContinue(poll);
    if (isOverdue()) {
      expire();
    }
  }

  private void takeReport(PortPoll poll, ProbeReport report, long sentAt, boolean cutShort) {
    Optional<U> unmet = goal.unmet(report);
    synchronized (this) {
      long now = timeline.nanoTime();
      boolean isCut = cutShort && unmet.isPresent() && ResultTime.isInconclusive(report);
      boolean counts = !isCut || poll.report().isEmpty();
      if (!isCut) {
        poll.reported(report, unmet.isEmpty(), sentAt, now);
      } else if (counts) {
        poll.cutShort(report, sentAt, now);
      }
      goal.reported(poll, report, unmet, new Received(sentAt, now, counts));
    }
  }

  private void takeFailure(PortPoll poll, Throwable failure, long sentAt, boolean cutShort) {
    if (!(failure instanceof ProbeException unsent)) {
      fail(failure); // misuse, or a defect
      return;
    }
    boolean isFinal =
        unsent instanceof TargetDeniedException || unsent instanceof ProbeCancelledException;
    boolean blocked;
    synchronized (this) {
      long now = timeline.nanoTime();
      boolean isCut = cutShort && ResultTime.isTimeout(unsent);
      boolean counts = !isCut || (poll.report().isEmpty() && poll.failure().isEmpty());
      if (counts) {
        poll.failed(unsent, isFinal, sentAt, now);
      }
      goal.unsent(poll, unsent, new Received(sentAt, now, counts));
      blocked = !quorum.blockers().isEmpty();
    }
    if (blocked) {
      failUnmet(Optional.empty());
    }
  }

  private void endOrContinue(PortPoll poll) {
    Optional<R> met;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      long now = timeline.nanoTime();
      met = quorum.reports(now).map(reports -> goal.met(ending(reports, Optional.empty())));
      if (met.isEmpty()) {
        quorum.stale().forEach(this::sendNow);
        poll.pause(now, deadline, () -> checkAndSend(poll));
      }
    }
    met.ifPresent(value -> end(() -> result.complete(value)));
  }

  private void sendNow(PortPoll poll) {
    if (poll.endPause()) {
      timeline.executor().execute(() -> checkAndSend(poll));
    }
  }

  private void expire() {
    synchronized (this) {
      boolean ends =
          goal.endsWithoutResult() || polls.stream().noneMatch(PortPoll::awaitsFirstResult);
      if (!ends) {
        state = state == State.RUNNING ? State.OVERDUE : state;
        return;
      }
    }
    failUnmet(Optional.empty());
  }

  private void abort(String reason) {
    failUnmet(Optional.of(reason));
  }

  private void failUnmet(Optional<String> abortReason) {
    synchronized (this) {
      if (state == State.FAILING || state == State.ENDED) {
        return;
      }
      state = State.FAILING;
    }
    failOnError(
        () -> {
          R failed = failed(abortReason);
          end(() -> result.complete(failed));
        });
  }

  private synchronized R failed(Optional<String> abortReason) {
    return goal.failed(ending(List.of(), abortReason));
  }

  private Ending ending(List<ProbeReport> reports, Optional<String> abortReason) {
    Duration waited = Duration.ofNanos(timeline.nanoTime() - started);
    return new Ending(polls, reports, waited, abortReason, quorum.blockers());
  }

  private void fail(Throwable failure) {
    end(() -> result.completeExceptionally(failure));
  }

  private synchronized boolean isOverdue() {
    return state == State.OVERDUE;
  }

  private synchronized boolean isEnded() {
    return state == State.ENDED;
  }

  /** Stops everything before the result is completed, so that nothing is in flight afterwards. */
  private void end(Runnable complete) {
    Runnable timer;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      state = State.ENDED;
      timer = cancelDeadline; // start() cancels a timer that is scheduled later
    }
    if (timer != null) {
      timer.run();
    }
    monitor.stop();
    polls.forEach(PortPoll::stop);
    complete.run();
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
