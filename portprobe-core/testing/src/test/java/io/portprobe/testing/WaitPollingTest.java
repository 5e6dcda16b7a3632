package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.wait.WaitExecution;
import io.portprobe.internal.wait.WaitGoal;
import io.portprobe.internal.wait.WaitPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitPollingTest extends ManualWait {
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
        .hasMessageContaining("(probeTimeout 1.00 s each)")
        .hasMessageEndingWith("is seen with a longer probeTimeout(...)");
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
  @DisplayName("The first probe ends early enough that its result explains the failure")
  void firstProbe_endsATenthOfTheWaitBeforeTheDeadline() {
    db.answer = CompletableFuture::new;
    CompletableFuture<ProbeReport> future = listening(wait.within(ofSeconds(1)));
    timeline.pass(ofSeconds(1));
    assertThat(future).isCompletedExceptionally();
    assertThat(db.timeouts).containsExactly(ofMillis(900));
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
