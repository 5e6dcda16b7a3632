package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.internal.wait.AbortCondition;
import io.portprobe.testing.internal.expectation.AddressScope;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.wait.AssertedWait;
import io.portprobe.testing.internal.wait.WaitSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WaitAbortTest extends ManualWait {
  @Nested
  class Hopeless {
    @Test
    @DisplayName("A condition of unless() ends the wait")
    void guard() {
      AtomicBoolean fatal = new AtomicBoolean();
      CompletableFuture<ProbeReport> future =
          listening(wait.unless("the log contains FATAL", fatal::get));
      timeline.pass(ofSeconds(1));
      assertThat(future).isNotDone();
      fatal.set(true);
      timeline.pass(ofSeconds(1));
      assertThatThrownBy(future::join)
          .cause()
          .isInstanceOf(AssertionError.class)
          .message()
          .matches(
              "(?s)Stopped waiting after 1\\.\\d\\d s because the log contains FATAL: expected"
                  + " tcp://db:5432 to be listening, but it is NOT LISTENING \\(refused\\)\\.\n"
                  + "  probed .*");
      assertThat(timeline.scheduled()).isZero();
    }

    @Test
    @DisplayName("A denied target ends the wait")
    void denied() {
      TargetDeniedException denied =
          new TargetDeniedException(Endpoint.tcp("db", 5432), "denied", null);
      db.fails(denied);
      CompletableFuture<ProbeReport> future = listening(wait);
      assertThatThrownBy(future::join)
          .cause()
          .hasCause(denied)
          .hasMessageStartingWith(
              "Stopped waiting after 0 ms because the result cannot change: expected ");
    }

    @Test
    @DisplayName("A closed client ends the wait")
    void calledOff() {
      db.fails(new ProbeCancelledException(Endpoint.tcp("db", 5432), "closed", null));
      assertThat(listening(wait)).isCompletedExceptionally();
    }

    @Test
    @DisplayName("Exceptions of conditions and probes are thrown unchanged")
    void defects() {
      IllegalStateException defect = new IllegalStateException("a defect of the guard");
      CompletableFuture<ProbeReport> guarded =
          listening(
              wait.unless(
                  "never",
                  () -> {
                    throw defect;
                  }));
      assertThatThrownBy(guarded::join).hasCause(defect);
      db.fails(defect);
      assertThatThrownBy(listening(wait)::join).hasCause(defect);
    }

    @Test
    @DisplayName("Cancelling the future cancels the probe in flight")
    void cancelled() {
      CompletableFuture<ProbeReport> never = new CompletableFuture<>();
      db.answer = () -> never;
      CompletableFuture<ProbeReport> future = listening(wait);
      future.cancel(true);
      assertThat(never).isCancelled();
      assertThat(timeline.scheduled()).isZero();
    }
  }

  @Nested
  class Guarded {
    private final CompletableFuture<ProbeReport> never = new CompletableFuture<>();
    private final AtomicBoolean fatal = new AtomicBoolean();
    private final PortWait<ProbeReport> guarded =
        wait.within(ofSeconds(60)).probeTimeout(ofSeconds(50)).unless("it is fatal", fatal::get);

    private void assertGaveUp(CompletableFuture<?> future, String after, String reason) {
      assertThatThrownBy(future::join)
          .cause()
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith(
              "Stopped waiting after " + after + " because " + reason + ": expected ");
      assertThat(timeline.scheduled()).isZero();
    }

    @Test
    @DisplayName("A condition ends the wait during a probe")
    void inFlight() {
      db.answer = () -> never;
      CompletableFuture<ProbeReport> future = listening(guarded);
      timeline.pass(ofSeconds(1));
      fatal.set(true);
      timeline.pass(ofMillis(100));
      assertGaveUp(future, "1.10 s", "it is fatal");
      assertThatThrownBy(future::join)
          .hasMessageEndingWith(
              "next: remove the cause that ended the wait; more time does not help");
      assertThat(never).isCancelled();
      assertThat(db.sentAt).hasSize(1);
    }

    @Test
    @DisplayName("A condition ends the wait during a pause")
    void pausing() {
      CompletableFuture<ProbeReport> future =
          listening(guarded.pollEvery(ofSeconds(20), ofSeconds(20)));
      timeline.pass(ofSeconds(1));
      fatal.set(true);
      timeline.pass(ofMillis(100));
      assertGaveUp(future, "1.10 s", "it is fatal");
      assertThat(db.sentAt).hasSize(1);
    }

    @Test
    @DisplayName("A condition that holds at the start prevents the first probe")
    void before() {
      fatal.set(true);
      assertGaveUp(listening(guarded), "0 ms", "it is fatal");
      assertThat(db.sentAt).isEmpty();
    }

    @Test
    @DisplayName("A notification ends the wait at once")
    void process() {
      db.answer = () -> never;
      CompletableFuture<String> exit = new CompletableFuture<>();
      CompletableFuture<List<ProbeReport>> future =
          AssertedWait.start(
                  WaitSettings.of(List.of(db), 1, timeline)
                      .plan(plan -> plan.abortingOn(List.of(new AbortCondition.Notified(exit)))),
                  Expectation.of(StateExpectation.LISTENING, AddressScope.ANY))
              .result();
      timeline.pass(ofSeconds(1));
      exit.complete("process 7 exited");
      timeline.run();
      assertGaveUp(future, "1.00 s", "process 7 exited");
      assertThat(never).isCancelled();
    }

    @Test
    @DisplayName("A slow condition is not called concurrently and delays no probe")
    void oneAtATime() {
      AtomicInteger calls = new AtomicInteger();
      AtomicInteger inside = new AtomicInteger();
      CompletableFuture<ProbeReport> future =
          listening(
              wait.unless(
                  "never",
                  () -> {
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    int call = calls.incrementAndGet();
                    if (timeline.nanoTime() == ofMillis(100).toNanos()) { // between questions
                      timeline.pass(ofSeconds(5)); // it takes its time
                      assertThat(calls).hasValue(call);
                    }
                    inside.decrementAndGet();
                    return false;
                  }));
      timeline.pass(ofSeconds(1));
      assertThat(db.sentAt.stream().filter(at -> at.compareTo(ofSeconds(4)) < 0))
          .hasSizeGreaterThan(5);
      timeline.pass(ofSeconds(5));
      assertThat(calls).hasValueGreaterThan(10);
      assertThat(future).isNotDone();
    }

    @Test
    @DisplayName("An exception of a condition ends the wait during a probe")
    void defect() {
      db.answer = () -> never;
      IllegalStateException defect = new IllegalStateException("the log is missing");
      AtomicInteger calls = new AtomicInteger();
      CompletableFuture<ProbeReport> future =
          listening(
              wait.unless(
                  "never",
                  () -> {
                    if (calls.incrementAndGet() > 1) {
                      throw defect;
                    }
                    return false;
                  }));
      timeline.pass(ofMillis(100));
      assertThatThrownBy(future::join).hasCause(defect);
      assertThat(never).isCancelled();
      assertThat(timeline.scheduled()).isZero();
    }

    @Test
    @DisplayName("A condition is not called after the end of the wait")
    void over() {
      AtomicInteger calls = new AtomicInteger();
      CompletableFuture<ProbeReport> future =
          listening(wait.unless("never", () -> calls.incrementAndGet() < 0));
      listens(db);
      timeline.pass(ofSeconds(1));
      assertThat(future).isCompleted();
      int before = calls.get();
      timeline.pass(ofSeconds(10));
      assertThat(calls).hasValue(before);
      assertThat(timeline.scheduled()).isZero();
    }
  }
}
