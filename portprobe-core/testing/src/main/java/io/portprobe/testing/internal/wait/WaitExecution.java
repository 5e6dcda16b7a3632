package io.portprobe.testing.internal.wait;

import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a wait: polls each port until enough ports meet the expectation. Code that may
 * block, callers' code included, runs on the timeline's executor, never on an event loop.
 * Thread-safe.
 */
public final class WaitExecution {
  /** Probes end this much before the deadline, so that their reports still count. */
  private static final long MARGIN_NANOS = Duration.ofMillis(10).toNanos();

  /**
   * A lost SYN is sent again after one second. If the deadline leaves a probe less time than its
   * timeout and than this, its silence proves nothing.
   */
  private static final Duration CONCLUSIVE = Duration.ofSeconds(1);

  private enum State {
    RUNNING,
    /** The deadline passed or a condition aborted; the error is being built. */
    FAILING,
    ENDED
  }

  private final WaitSettings settings;
  private final Expectation expectation;
  private final Timeline timeline;
  private final List<PortPoll> polls;
  private final Quorum quorum;
  private final GuardMonitor monitor;
  private final long margin;
  private final long started;
  private final long deadline;
  private final CompletableFuture<List<ProbeReport>> result = new CompletableFuture<>();

  // Guarded by this, as are the polls and the quorum.
  private State state = State.RUNNING;
  private @Nullable Runnable cancelDeadline;

  private WaitExecution(WaitSettings settings, Expectation expectation) {
    this.settings = settings;
    this.expectation = expectation;
    this.timeline = settings.timeline();
    this.polls =
        settings.probes().stream()
            .map(probe -> new PortPoll(expectation.prepare().apply(probe), settings))
            .toList();
    this.quorum = new Quorum(polls, settings.required());
    this.monitor = new GuardMonitor(settings.aborts(), timeline);
    this.margin = Math.min(MARGIN_NANOS, settings.within().toNanos() / 2);
    this.started = timeline.nanoTime();
    this.deadline = started + settings.within().toNanos();
  }

  /**
   * Starts to wait.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public static WaitExecution start(WaitSettings settings, Expectation expectation) {
    settings.check();
    WaitExecution execution = new WaitExecution(settings, expectation);
    execution.start();
    return execution;
  }

  /**
   * Returns the result.
   *
   * @return the reports of the ports that meet the expectation, in order. Fails with an {@link
   *     AssertionError}. Cancelling it cancels the probes in flight
   */
  public CompletableFuture<List<ProbeReport>> result() {
    return result;
  }

  /** Blocks until the wait ends. The calling thread enforces the deadline if no other does. */
  public List<ProbeReport> await() throws InterruptedException, ExecutionException {
    try {
      return result.get(settings.within().toNanos(), TimeUnit.NANOSECONDS);
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
    Runnable cancel = timeline.after(settings.within(), this::expire);
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

  /** Ends the wait with what the code of others throws: conditions, requirements, clients. */
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
    long left = deadline - now - margin;
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
  }

  private void takeReport(PortPoll poll, ProbeReport report, long sentAt, boolean cutShort) {
    Optional<UnmetExpectation> unmet =
        expectation.check().apply(report); // may call code of the caller
    synchronized (this) {
      if (cutShort && unmet.isPresent() && AnswerSummary.isInconclusive(report)) {
        poll.cutShort(report, unmet.get(), sentAt, timeline.nanoTime());
      } else {
        poll.reported(report, unmet, sentAt, timeline.nanoTime());
      }
    }
  }

  private void takeFailure(PortPoll poll, Throwable failure, long sentAt, boolean cutShort) {
    if (!(failure instanceof ProbeException unsent)) {
      fail(failure); // misuse, or a defect
      return;
    }
    boolean isFinal =
        unsent instanceof TargetDeniedException || unsent instanceof ProbeCancelledException;
    List<PortPoll> blockers;
    UnmetExpectation unmet = UnmetExpectation.ofException(unsent);
    synchronized (this) {
      if (cutShort && isTimeout(unsent)) {
        poll.cutShort(unsent, unmet, sentAt, timeline.nanoTime());
      } else {
        poll.failed(unmet, unsent, isFinal, sentAt, timeline.nanoTime());
      }
      blockers = quorum.blockers();
    }
    if (!blockers.isEmpty()) {
      abort(WaitFailure.tooFew(blockers, polls.size()));
    }
  }

  private static boolean isTimeout(ProbeException unsent) {
    return unsent instanceof UnresolvedTargetException unresolved
        && unresolved.problem() == Problem.RESOLVER_TIMED_OUT;
  }

  private void endOrContinue(PortPoll poll) {
    Optional<List<ProbeReport>> enough;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      long now = timeline.nanoTime();
      enough = quorum.reports(now);
      if (enough.isEmpty()) {
        quorum.stale().forEach(this::sendNow);
        poll.pause(now, deadline, () -> checkAndSend(poll));
      }
    }
    enough.ifPresent(reports -> end(() -> result.complete(reports)));
  }

  private void sendNow(PortPoll poll) {
    if (poll.endPause()) {
      timeline.executor().execute(() -> checkAndSend(poll));
    }
  }

  private void expire() {
    failUnmet(Optional.empty());
  }

  private void abort(String reason) {
    failUnmet(Optional.of(reason));
  }

  private void failUnmet(Optional<String> abortReason) {
    synchronized (this) {
      if (state != State.RUNNING) {
        return;
      }
      state = State.FAILING;
    }
    try {
      fail(error(abortReason));
    } catch (RuntimeException | Error e) { // a finding whose lines() throws, for example
      fail(e);
    }
  }

  private synchronized AssertionError error(Optional<String> abortReason) {
    Duration waited = Duration.ofNanos(timeline.nanoTime() - started);
    return WaitFailure.of(settings, expectation, polls, waited, abortReason);
  }

  private void fail(Throwable failure) {
    end(() -> result.completeExceptionally(failure));
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
