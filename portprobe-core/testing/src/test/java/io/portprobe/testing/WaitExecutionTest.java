package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.wait.AbortCondition;
import io.portprobe.internal.wait.WaitExecution;
import io.portprobe.internal.wait.WaitGoal;
import io.portprobe.internal.wait.WaitPlan;
import io.portprobe.testing.internal.expectation.AddressScope;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.wait.AssertedWait;
import io.portprobe.testing.internal.wait.ManualTimeline;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import io.portprobe.testing.internal.wait.WaitSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WaitExecutionTest {
  private final ManualTimeline timeline = new ManualTimeline();
  private final ScriptedProbe db = new ScriptedProbe("db", timeline);
  private final ScriptedProbe n2 = new ScriptedProbe("n2", timeline);
  private final ScriptedProbe n3 = new ScriptedProbe("n3", timeline);
  private final PortWait<ProbeReport> wait = PortWait.one(db, timeline);

  private CompletableFuture<ProbeReport> listening(PortWait<ProbeReport> wait) {
    CompletableFuture<ProbeReport> future = wait.untilListeningAsync();
    timeline.run();
    return future;
  }

  private static void listens(ScriptedProbe probe) {
    probe.answers(PortState.LISTENING, Reason.ACCEPTED);
  }

  private static void refuses(ScriptedProbe probe) {
    probe.answers(PortState.NOT_LISTENING, Reason.REFUSED);
  }

  @Test
  @DisplayName("A wait ends with the first matching report and leaves no timer")
  void fits() {
    CompletableFuture<ProbeReport> future = listening(wait);
    timeline.pass(ofSeconds(3));
    assertThat(future).isNotDone();
    listens(db);
    timeline.pass(ofSeconds(1));
    assertThat(future).isCompletedWithValueMatching(r -> r.state() == PortState.LISTENING);
    assertThat(timeline.scheduled()).isZero();
  }

  @Test
  @DisplayName("Pauses start at 20 ms and grow by half up to one second")
  void pauses() {
    var unused = listening(wait);
    timeline.pass(ofSeconds(15));
    List<Duration> sentAt = db.sentAt;
    assertThat(sentAt.get(0)).isZero();
    assertThat(sentAt.get(1)).isEqualTo(ofMillis(20));
    assertThat(sentAt.get(2).minus(sentAt.get(1))).isEqualTo(ofMillis(30));
    assertThat(sentAt.get(3).minus(sentAt.get(2))).isEqualTo(ofMillis(45));
    Duration last = sentAt.get(sentAt.size() - 1).minus(sentAt.get(sentAt.size() - 2));
    assertThat(last).isEqualTo(ofSeconds(1));
  }

  @Test
  @DisplayName("Pauses vary by a fifth")
  void jitter() {
    timeline.random = 0;
    var unused = listening(wait);
    timeline.random = 0.999_999;
    timeline.pass(ofMillis(100));
    assertThat(db.sentAt.get(1)).isEqualTo(ofMillis(16));
    assertThat(db.sentAt.get(2).minus(db.sentAt.get(1))).isBetween(ofMillis(35), ofMillis(36));
  }

  @Test
  @DisplayName("Pauses can be configured")
  void otherPauses() {
    var unused = listening(wait.pollEvery(ofMillis(100), ofMillis(100)));
    timeline.pass(ofSeconds(1));
    assertThat(db.sentAt).hasSize(11);
  }

  @Test
  @DisplayName("The growth of pauses can be configured")
  void growth() {
    var unused = listening(wait.pollEvery(ofMillis(100), ofSeconds(10), 3));
    timeline.pass(ofMillis(1_400));
    assertThat(db.sentAt)
        .containsExactly(Duration.ZERO, ofMillis(100), ofMillis(400), ofMillis(1_300));
    assertThatThrownBy(() -> wait.pollEvery(ofMillis(1), ofMillis(1), 0.5))
        .hasMessage("factor: 0.5 (expected: 1-10)");
    assertThatThrownBy(() -> wait.pollEvery(ofMillis(1), ofMillis(1), Double.NaN))
        .hasMessage("factor: NaN (expected: 1-10)");
  }

  @Test
  @DisplayName("A probe that exceeded its time is followed by one with twice the time")
  void slowHost() {
    db.answers(PortState.FILTERED, Reason.TIMED_OUT);
    var unused = listening(wait.within(ofSeconds(20)));
    timeline.pass(ofMillis(200));
    assertThat(db.timeouts.subList(0, 4))
        .containsExactly(ofSeconds(2), ofSeconds(4), ofSeconds(8), ofSeconds(16));
    assertThat(db.timeouts.get(4)).as("what is left").isLessThan(ofSeconds(20));
  }

  @Test
  @DisplayName("A configured time of a probe does not grow, and the message names its setter")
  void slowHost_fixedTimeout() {
    db.answers(PortState.FILTERED, Reason.TIMED_OUT);
    CompletableFuture<ProbeReport> future =
        listening(wait.within(ofSeconds(5)).probeTimeout(ofSeconds(1)));
    timeline.pass(ofSeconds(5));
    assertThat(db.timeouts).allMatch(timeout -> timeout.compareTo(ofSeconds(1)) <= 0);
    assertThatThrownBy(future::join)
        .cause()
        .hasMessageContaining("(probeTimeout 1.0 s each)")
        .hasMessageEndingWith("is seen with a longer probeTimeout(...)");
  }

  @Test
  @DisplayName("A wait can require several matching reports in a row")
  void inARow() {
    listens(db);
    CompletableFuture<ProbeReport> future = listening(wait.inARow(3));
    assertThat(db.sentAt).hasSize(1);
    timeline.pass(ofMillis(20));
    refuses(db);
    timeline.pass(ofMillis(100));
    listens(db);
    int before = db.sentAt.size();
    timeline.pass(ofSeconds(1));
    assertThat(future).isCompleted();
    assertThat(db.sentAt).hasSize(before + 3);
    assertThatThrownBy(() -> wait.inARow(0)).hasMessage("inARow: 0 (expected: 1-1000)");
  }

  @Test
  @DisplayName("The error contains the number of matching reports")
  void inARow_tooFew() {
    listens(db);
    CompletableFuture<ProbeReport> future =
        listening(wait.within(ofMillis(40)).inARow(900).as("the database"));
    timeline.pass(ofMillis(40));
    assertThatThrownBy(future::join)
        .cause()
        .message()
        .matches(
            "(?s)\\[the database\\] Waited 40\\.0 ms for tcp://db:5432 to be listening in 900"
                + " reports in a row, but this held for only \\S+ ms, in \\d reports in a"
                + " row\\..*");
  }

  @Test
  @DisplayName("No probe outlives the deadline, and probes are frequent near the deadline")
  void neverPastTheDeadline() {
    CompletableFuture<ProbeReport> future =
        listening(wait.within(ofSeconds(5)).probeTimeout(ofSeconds(3)));
    timeline.pass(ofSeconds(5));
    assertThat(future).isCompletedExceptionally();
    assertThat(timeline.scheduled()).isZero();
    assertThat(db.timeouts.get(0)).isEqualTo(ofSeconds(3));
    for (int i = 0; i < db.sentAt.size(); i++) {
      assertThat(db.sentAt.get(i).plus(db.timeouts.get(i))).isLessThan(ofSeconds(5));
    }
    assertThat(db.sentAt.get(db.sentAt.size() - 1)).isGreaterThan(ofMillis(4_900));
  }

  @Test
  @DisplayName("At the deadline the error contains the results as run lengths")
  void history() {
    CompletableFuture<ProbeReport> future = listening(wait.within(ofSeconds(5)));
    timeline.pass(ofSeconds(2));
    db.answers(PortState.FILTERED, Reason.TIMED_OUT);
    timeline.pass(ofSeconds(3));
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            """
            Waited 5\\.0 s for tcp://db:5432 to be listening, which is not proven: it is FILTERED \
            \\(timed out\\), and the filter hides whether anything listens\\.
              probed \\d+ times \\(probeTimeout 2\\.0 s at first, doubled after each probe that exceeded it\\): refused \\d+ times in \\d\\.\\d s, then timed out \\d+ times in \\d\\.\\d s
              10\\.0\\.0\\.7:5432: FILTERED, timed out \\(as scripted\\) after 1\\.0 ms
              db resolved to 10\\.0\\.0\\.7
              next: check that the host is up and which packet filter drops the probe, or allow more time\
            """);
  }

  @Test
  @DisplayName("The error mentions a probe in flight, which is cancelled")
  void outstanding() {
    CompletableFuture<ProbeReport> never = new CompletableFuture<>();
    db.answer = () -> never;
    CompletableFuture<ProbeReport> future = listening(wait.within(ofSeconds(1)));
    timeline.pass(ofSeconds(1));
    assertThatThrownBy(future::join)
        .cause()
        .hasMessage(
            """
            Waited 1.0 s for tcp://db:5432 to be listening, which is not proven: \
            no probe has completed yet.
              probed 0 times: no result yet; one more probe was in flight
              next: allow more time with within(...)\
            """);
    assertThat(never).isCancelled();
  }

  @Test
  @DisplayName("An unresolvable name does not end the wait, and is the cause of the error")
  void unresolved() {
    UnresolvedTargetException unresolved =
        new UnresolvedTargetException(Endpoint.tcp("db", 5432), "no such name", null);
    db.fails(unresolved);
    CompletableFuture<ProbeReport> future = listening(wait.within(ofSeconds(1)));
    timeline.pass(ofSeconds(1));
    assertThatThrownBy(future::join)
        .cause()
        .hasCause(unresolved)
        .message()
        .startsWith(
            "Waited 1.0 s for tcp://db:5432 to be listening, which is not proven: "
                + "the name was not resolved, so no probe was sent.\n  probed ")
        .contains(" times: the name was not resolved ")
        .endsWith(
            "\n  tcp://db:5432: no such name\n"
                + "  next: check the spelling of the name, and the name servers of this host");
  }

  @Test
  @DisplayName("Neither a filter nor an unresolvable name proves that nothing listens")
  void notListening() {
    db.fails(new UnresolvedTargetException(Endpoint.tcp("db", 5432), "no such name", null));
    CompletableFuture<ProbeReport> future = wait.untilNotListeningAsync();
    timeline.pass(ofSeconds(5));
    db.answers(PortState.FILTERED, Reason.TIMED_OUT);
    timeline.pass(ofSeconds(5));
    assertThat(future).isNotDone();
    refuses(db);
    timeline.pass(ofSeconds(2));
    assertThat(future).isCompleted();
  }

  @Nested
  class Held {
    private final CompletableFuture<ProbeReport> future = listening(wait.heldFor(ofSeconds(2)));

    @Test
    @DisplayName("A wait with heldFor ends with a probe at the end of that time")
    void holds() {
      timeline.pass(ofSeconds(5));
      listens(db);
      int before = db.sentAt.size();
      timeline.pass(ofSeconds(4));
      assertThat(future).isCompleted();
      Duration last = db.sentAt.get(db.sentAt.size() - 1);
      Duration first = db.sentAt.get(before);
      assertThat(last.minus(first)).isEqualTo(ofSeconds(2));
    }

    @Test
    @DisplayName("An interruption restarts the time of heldFor")
    void breaks() {
      listens(db);
      timeline.pass(ofMillis(1_900));
      refuses(db);
      timeline.pass(ofSeconds(1));
      listens(db);
      timeline.pass(ofMillis(1_900));
      assertThat(future).isNotDone();
      timeline.pass(ofSeconds(2));
      assertThat(future).isCompleted();
    }

    @Test
    @DisplayName("The error contains the time for which the expectation held")
    void tooShort() {
      CompletableFuture<ProbeReport> shorter =
          listening(wait.within(ofSeconds(3)).heldFor(ofSeconds(2)));
      timeline.pass(ofMillis(1_500));
      listens(db);
      timeline.pass(ofMillis(1_500));
      assertThatThrownBy(shorter::join)
          .cause()
          .message()
          .matches(
              "(?s)Waited 3\\.0 s for tcp://db:5432 to be listening for 2\\.0 s without"
                  + " interruption, but this held for only 7\\d\\d\\.\\d ms\\..*");
    }
  }

  @Test
  @DisplayName("A report that the deadline cut short does not replace an earlier report")
  void cutShort() {
    refuses(db);
    CompletableFuture<ProbeReport> future = listening(wait.within(ofMillis(200)));
    timeline.pass(ofMillis(100));
    db.answers(PortState.FILTERED, Reason.TIMED_OUT);
    timeline.pass(ofMillis(100));

    assertThatThrownBy(future::join)
        .cause()
        .hasMessageContaining("but it is NOT LISTENING (refused)")
        .hasMessageContaining("then timed out")
        .message()
        .as("no probe had its full timeout")
        .doesNotContain("timeout");
  }

  @Test
  @DisplayName("A name resolution that the deadline cut short does not replace an earlier report")
  void resolutionCutShort() {
    refuses(db);
    CompletableFuture<ProbeReport> future = listening(wait.within(ofMillis(200)));
    timeline.pass(ofMillis(100));
    db.fails(
        new UnresolvedTargetException(
            Endpoint.tcp("db", 5432), Problem.RESOLVER_TIMED_OUT, "no reply", null));
    timeline.pass(ofMillis(100));

    assertThatThrownBy(future::join)
        .cause()
        .hasMessageContaining("but it is NOT LISTENING (refused)")
        .hasMessageContaining("then name resolution timed out");
  }

  @Nested
  class Several {
    private PortWait<List<ProbeReport>> of(int enough) {
      return PortWait.several(List.of(db, n2, n3), enough, timeline);
    }

    @Test
    @DisplayName("A wait for a quorum ends when enough ports match at the same time")
    void quorum() {
      CompletableFuture<List<ProbeReport>> future = of(2).untilListeningAsync();
      listens(n3);
      timeline.pass(ofSeconds(2));
      refuses(n3);
      timeline.pass(ofSeconds(2));
      listens(db);
      timeline.pass(ofSeconds(2));
      assertThat(future).isNotDone();
      listens(n3);
      timeline.pass(ofSeconds(2));
      assertThat(future.join()).extracting(r -> r.endpoint().host()).containsExactly("db", "n3");
    }

    @Test
    @DisplayName("A wait for any port does not wait for a slow one")
    void any() {
      db.answer = CompletableFuture::new;
      listens(n2);
      CompletableFuture<List<ProbeReport>> future = of(1).untilListeningAsync();
      timeline.run();
      assertThat(future.join()).extracting(r -> r.endpoint().host()).containsExactly("n2");
    }

    @Test
    @DisplayName("The error describes each of several ports")
    void text() {
      listens(n2);
      CompletableFuture<List<ProbeReport>> future =
          of(3).within(ofMillis(30)).untilListeningAsync();
      timeline.pass(ofMillis(30));
      assertThatThrownBy(future::join)
          .cause()
          .hasMessage(
              """
              Waited 30.0 ms for all 3 ports to be listening, \
              but 2 of them do not meet this: tcp://db:5432, tcp://n3:5432.
                tcp://db:5432: it is NOT LISTENING (refused)
                  probed once: refused once
                  10.0.0.7:5432: NOT LISTENING, refused (as scripted) after 1.0 ms
                  db resolved to 10.0.0.7
                  next: start the service, or check the port and the address that it binds
                tcp://n2:5432: as expected
                  probed once: accepted once
                  10.0.0.7:5432: LISTENING, accepted (as scripted) after 1.0 ms
                  n2 resolved to 10.0.0.7
                tcp://n3:5432: it is NOT LISTENING (refused)
                  probed once: refused once
                  10.0.0.7:5432: NOT LISTENING, refused (as scripted) after 1.0 ms
                  n3 resolved to 10.0.0.7
                  next: start the service, or check the port and the address that it binds\
              """);
    }
  }

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
              "(?s)Stopped waiting after 1\\.\\d s because the log contains FATAL: expected"
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
              "Stopped waiting after 0.0 ms because the result cannot change: expected ");
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
      assertGaveUp(future, "1.1 s", "it is fatal");
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
      assertGaveUp(future, "1.1 s", "it is fatal");
      assertThat(db.sentAt).hasSize(1);
    }

    @Test
    @DisplayName("A condition that holds at the start prevents the first probe")
    void before() {
      fatal.set(true);
      assertGaveUp(listening(guarded), "0.0 ms", "it is fatal");
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
      assertGaveUp(future, "1.0 s", "process 7 exited");
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

  @Test
  @DisplayName("All other probes are cancelled before the result completes")
  void nothingGoesOn() {
    CompletableFuture<ProbeReport> slow = new CompletableFuture<>();
    db.answer = () -> slow;
    listens(n2);
    List<Boolean> wasCancelled = new ArrayList<>();
    var unused =
        PortWait.several(List.of(db, n2), 1, timeline)
            .untilListeningAsync()
            .thenRun(() -> wasCancelled.add(slow.isCancelled()));
    timeline.run();
    assertThat(wasCancelled).containsExactly(true);
  }

  @Test
  @DisplayName("Invalid times are rejected")
  void badTimes() {
    assertThatThrownBy(() -> wait.within(Duration.ZERO)).hasMessageContaining("within: PT0S");
    assertThatThrownBy(() -> wait.heldFor(ofSeconds(-1))).hasMessageContaining("heldFor: PT-1S");
    assertThatThrownBy(() -> wait.probeTimeout(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> wait.pollEvery(ofSeconds(2), ofSeconds(1)))
        .hasMessage("max: PT1S (expected: at least PT2S)");
  }

  @Test
  @DisplayName("A heldFor time that is not less than the deadline is rejected")
  void heldTooLong() {
    String message = "heldFor: PT30S (expected: less than within, PT30S)";
    PortWait<ProbeReport> vain = wait.heldFor(ofSeconds(30));
    assertThatThrownBy(vain::untilListening)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(vain::untilNotListeningAsync).hasMessage(message);
    assertThat(vain.within(ofSeconds(31)).untilListeningAsync()).isNotDone();
    PortWait<ProbeReport> forever = wait.heldFor(ChronoUnit.FOREVER.getDuration());
    assertThatThrownBy(forever::untilListeningAsync)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("heldFor: PT");
  }

  @Test
  @DisplayName("A port is probed once, however short the time is")
  void littleTime() {
    for (Duration little : List.of(ofMillis(10), ofMillis(1), ofNanos(1))) {
      db.sentAt.clear();
      db.timeouts.clear();
      CompletableFuture<ProbeReport> future = wait.within(little).untilListeningAsync();
      timeline.pass(little);
      assertThatThrownBy(future::join).cause().hasMessageContaining("probed once: refused once");
      assertThat(db.sentAt).hasSize(1);
      assertThat(db.timeouts.get(0)).isPositive().isLessThanOrEqualTo(little);
    }
    listens(db);
    CompletableFuture<ProbeReport> guarded =
        wait.within(ofMillis(1)).unless("never", () -> false).untilListeningAsync();
    timeline.pass(ofMillis(1));
    assertThat(guarded).isCompleted();
  }

  @Test
  @DisplayName("A goal that needs a result ends with the first result after the deadline")
  void firstResult_afterTheDeadline_endsTheWait() {
    CompletableFuture<ProbeReport> late = new CompletableFuture<>();
    db.answer = () -> late;
    CompletableFuture<String> ended =
        WaitExecution.start(
                WaitPlan.of(List.of(db), 1, timeline).within(ofSeconds(1)), new NeedsResult())
            .result();
    timeline.pass(ofSeconds(2));
    assertThat(ended).isNotDone();

    late.completeExceptionally(
        new UnresolvedTargetException(db.endpoint(), Problem.NO_SUCH_NAME, "no such name", null));
    timeline.run();
    assertThat(ended).isCompletedWithValue("[no such name]");
    assertThat(timeline.scheduled()).isZero();
  }

  /** A goal that no report meets. Its result is the last failure. */
  private static final class NeedsResult implements WaitGoal<String, String> {
    @Override
    public Optional<String> unmet(ProbeReport report) {
      return Optional.of("never met");
    }

    @Override
    public String met(Ending ending) {
      throw new AssertionError(ending);
    }

    @Override
    public String failed(Ending ending) {
      return ending.polls().get(0).failure().stream()
          .map(ProbeException::detail)
          .toList()
          .toString();
    }

    @Override
    public boolean endsWithoutResult() {
      return false;
    }
  }
}
