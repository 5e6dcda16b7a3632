package io.portprobe.testing.internal.wait;

import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
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
 * One wait: asks each port again and again until enough of them are as they should be. What may
 * block, a caller's code included, runs on the timeline's executor, never on an event loop.
 */
public final class WaitExecution {
  /** An answer is due a little before the deadline, so that it still counts. */
  private static final long MARGIN_NANOS = Duration.ofMillis(10).toNanos();

  /** A lost packet is sent again after a second; a shorter silence proves nothing. */
  private static final Duration TELLING = Duration.ofSeconds(1);

  private final WaitSettings settings;
  private final Expectation goal;
  private final Timeline timeline;
  private final List<PortPoll> watches;
  private final Quorum quorum;
  private final GuardMonitor sentry;
  private final long margin;
  private final long began;
  private final long deadline;
  private final CompletableFuture<List<ProbeReport>> result = new CompletableFuture<>();
  private @Nullable Runnable deadlineTimer;
  private boolean ending;
  private boolean over;

  private WaitExecution(WaitSettings settings, Expectation goal) {
    this.settings = settings;
    this.goal = goal;
    this.timeline = settings.timeline();
    this.watches =
        settings.probes().stream()
            .map(probe -> new PortPoll(goal.question().apply(probe), settings))
            .toList();
    this.quorum = new Quorum(watches, settings.enough());
    this.sentry = new GuardMonitor(settings.guards(), timeline);
    this.margin = Math.min(MARGIN_NANOS, settings.within().toNanos() / 2);
    this.began = timeline.nanoTime();
    this.deadline = began + settings.within().toNanos();
  }

  /**
   * Starts to wait.
   *
   * @throws IllegalArgumentException if it would wait in vain
   */
  public static WaitExecution begin(WaitSettings settings, Expectation goal) {
    settings.check();
    WaitExecution waiting = new WaitExecution(settings, goal);
    waiting.start();
    return waiting;
  }

  /**
   * How it ends.
   *
   * @return the answers of those ports that are as they should be, in order; fails with an {@link
   *     AssertionError}. Cancelling it ends the questions in flight
   */
  public CompletableFuture<List<ProbeReport>> result() {
    return result;
  }

  /**
   * Blocks until it ends. The calling thread keeps the deadline, too, should no other get to it.
   */
  public List<ProbeReport> await() throws InterruptedException, ExecutionException {
    try {
      return result.get(settings.within().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      expire();
      return result.get();
    }
  }

  /** The first questions go out before the deadline can come, unless guards come before them. */
  private void start() {
    var unused = result.whenComplete((reports, failure) -> finish(() -> {})); // if it is cancelled
    sentry.start(this::giveUp, this::fail);
    if (sentry.hasToAsk()) {
      watches.forEach(watch -> timeline.executor().execute(() -> ask(watch)));
    } else {
      watches.forEach(watch -> attempt(() -> ask(watch, began)));
    }
    Runnable timer = timeline.after(settings.within(), this::expire);
    synchronized (this) {
      deadlineTimer = timer;
      if (!over) {
        return;
      }
    }
    timer.run();
  }

  private void ask(PortPoll watch) {
    attempt(
        () -> {
          if (!isOver() && !guarded()) {
            ask(watch, timeline.nanoTime());
          }
        });
  }

  /** Runs what may run into a defect of the code of others: guards, requirements, clients. */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private boolean guarded() {
    Optional<String> happened = sentry.ask();
    happened.ifPresent(this::giveUp);
    return happened.isPresent();
  }

  private void ask(PortPoll watch, long now) {
    long left = deadline - now - margin;
    if (left <= 0) {
      return; // the deadline is about to end it
    }
    Duration timeout = Duration.ofNanos(Math.min(left, settings.each().toNanos()));
    CompletableFuture<ProbeReport> report;
    synchronized (this) { // so that nothing is asked once it is over
      if (over || !watch.due) {
        return;
      }
      watch.due = false;
      report = watch.probe.timeout(timeout).report();
      watch.inFlight = report;
    }
    var unused =
        report.whenCompleteAsync(
            (answer, failure) ->
                attempt(() -> take(watch, answer, failure, now, isCutShort(timeout))),
            timeline.executor());
  }

  /** Whether it is the deadline that leaves an answer so little time. */
  private boolean isCutShort(Duration timeout) {
    return timeout.compareTo(settings.each()) < 0 && timeout.compareTo(TELLING) < 0;
  }

  private void take(
      PortPoll watch,
      @Nullable ProbeReport answer,
      @Nullable Throwable failure,
      long asked,
      boolean cutShort) {
    if (isOver()) {
      return;
    }
    if (answer != null) {
      Optional<UnmetExpectation> shortfall = goal.test().apply(answer);
      synchronized (this) {
        if (cutShort && shortfall.isPresent() && AnswerSummary.isInconclusive(answer)) {
          watch.cutShort(answer, shortfall.get(), asked, timeline.nanoTime());
        } else {
          watch.answered(answer, shortfall, asked, timeline.nanoTime());
        }
      }
    } else {
      takeFailure(watch, cause(Objects.requireNonNull(failure)), asked);
    }
    goOn(watch);
  }

  private void takeFailure(PortPoll watch, Throwable failure, long asked) {
    if (!(failure instanceof ProbeException unasked)) {
      fail(failure); // misuse, or a defect
      return;
    }
    List<PortPoll> spoilers;
    synchronized (this) {
      watch.failed(UnmetExpectation.ofException(unasked), unasked, asked, timeline.nanoTime());
      watch.hopeless =
          unasked instanceof TargetDeniedException || unasked instanceof ProbeCancelledException;
      spoilers = quorum.spoilers();
    }
    if (!spoilers.isEmpty()) {
      giveUp(WaitFailure.hopeless(spoilers, watches.size()));
    }
  }

  private void goOn(PortPoll watch) {
    Optional<List<ProbeReport>> enough;
    synchronized (this) {
      if (over) {
        return;
      }
      long now = timeline.nanoTime();
      enough = quorum.answers(now);
      if (enough.isEmpty()) {
        quorum.stale().forEach(this::hurry);
        if (!watch.hopeless) {
          watch.due = true;
          watch.pausing = timeline.after(watch.nextPause(now, deadline), () -> ask(watch));
        }
      }
    }
    enough.ifPresent(answers -> finish(() -> result.complete(answers)));
  }

  /** Asks at once what would be asked after a pause. */
  private void hurry(PortPoll watch) {
    if (watch.due && watch.pausing != null) {
      watch.pausing.run();
      timeline.executor().execute(() -> ask(watch));
    }
  }

  private void expire() {
    end(Optional.empty());
  }

  private void giveUp(String why) {
    end(Optional.of(why));
  }

  private void end(Optional<String> why) {
    synchronized (this) {
      if (over || ending) {
        return;
      }
      ending = true;
    }
    try {
      fail(failure(why));
    } catch (RuntimeException | Error e) { // a finding whose lines() throw, for one
      fail(e);
    }
  }

  private synchronized AssertionError failure(Optional<String> why) {
    Duration waited = Duration.ofNanos(timeline.nanoTime() - began);
    return WaitFailure.of(settings, goal, watches, waited, why);
  }

  private void fail(Throwable failure) {
    finish(() -> result.completeExceptionally(failure));
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Who learns that it is over finds nothing of it still going on. */
  private void finish(Runnable tell) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    Runnable timer = deadlineTimer; // it is called off at the start if it is not there yet
    if (timer != null) {
      timer.run();
    }
    sentry.stop();
    watches.forEach(PortPoll::stop);
    tell.run();
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
