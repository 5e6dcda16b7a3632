package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WaitConditionTest extends ManualWait {
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
              "(?s)Waited 3\\.00 s for tcp://db:5432 to be listening for 2\\.00 s without"
                  + " interruption, but this held for only 7\\d\\d\\.\\d ms\\..*");
    }
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
}
