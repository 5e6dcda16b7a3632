package io.portprobe.testing;

import static io.portprobe.testing.ManualWait.listens;
import static io.portprobe.testing.ManualWait.refuses;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.testing.internal.wait.ManualTimeline;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeveralPortsWaitTest {
  private final ManualTimeline timeline = new ManualTimeline();
  private final ScriptedProbe n1 = new ScriptedProbe("n1", timeline);
  private final ScriptedProbe n2 = new ScriptedProbe("n2", timeline);
  private final ScriptedProbe n3 = new ScriptedProbe("n3", timeline);

  private PortWait<List<ProbeReport>> of(int enough) {
    return PortWait.several(List.of(n1, n2, n3), enough, timeline);
  }

  private CompletableFuture<List<ProbeReport>> listening(PortWait<List<ProbeReport>> wait) {
    CompletableFuture<List<ProbeReport>> future = wait.untilListeningAsync();
    timeline.run();
    return future;
  }

  private static TargetDeniedException denies(ScriptedProbe probe) {
    TargetDeniedException denied =
        new TargetDeniedException(probe.endpoint(), "denied by policy", null);
    probe.fails(denied);
    return denied;
  }

  @Nested
  class Hopeless {
    @Test
    @DisplayName("A denied port is not probed again, and the other ports are enough")
    void others() {
      denies(n1);
      CompletableFuture<List<ProbeReport>> future = listening(of(2));
      timeline.pass(ofSeconds(5));
      assertThat(future).isNotDone();
      assertThat(n1.sentAt).hasSize(1);
      listens(n2);
      listens(n3);
      timeline.pass(ofSeconds(2));
      assertThat(future.join()).extracting(r -> r.endpoint().host()).containsExactly("n2", "n3");
    }

    @Test
    @DisplayName("A wait ends as soon as too few ports remain, and names all denied ports")
    void tooFew() {
      denies(n1);
      CompletableFuture<List<ProbeReport>> future = listening(of(2));
      timeline.pass(ofSeconds(1));
      TargetDeniedException last = denies(n3);
      timeline.pass(ofSeconds(1));
      assertThatThrownBy(future::join)
          .cause()
          .isInstanceOf(AssertionError.class)
          .hasCause(last)
          .message()
          .matches(
              "(?s)Stopped waiting after 1\\.\\d\\d s because too few ports remain"
                  + " \\(tcp://n1:5432: denied by policy; tcp://n3:5432: denied by policy\\):"
                  + " expected 2 of 3 ports to be listening, but none of them meets this\\.\n.*");
      assertThat(timeline.scheduled()).isZero();
    }

    @Test
    @DisplayName("A wait for all ports ends at once if one is denied")
    void all() {
      listens(n2);
      denies(n1);
      assertThatThrownBy(listening(of(3))::join)
          .cause()
          .hasMessageStartingWith(
              "Stopped waiting after 0 ms because too few ports remain (tcp://n1:5432: denied");
    }

    @Test
    @DisplayName("At the deadline the error explains the denied port")
    void deadline() {
      denies(n1);
      CompletableFuture<List<ProbeReport>> future = listening(of(1).within(ofSeconds(1)));
      timeline.pass(ofSeconds(1));
      assertThatThrownBy(future::join)
          .cause()
          .hasMessageStartingWith(
              "Waited 1.00 s for one of 3 ports to be listening, but none of them meets this.")
          .hasMessageContaining(
              "  tcp://n1:5432: not proven: the target policy of the client denied the probe;"
                  + " not probed again because the result cannot change\n"
                  + "    probed once: failed once\n"
                  + "    tcp://n1:5432: denied by policy\n");
    }
  }

  @Nested
  class Together {
    /** Returns a wait in which n1 reports at once, n2 after one second, and n3 never. */
    private CompletableFuture<List<ProbeReport>> lateSecond() {
      listens(n1);
      listens(n2);
      ProbeReport listening = n2.answer.get().join();
      CompletableFuture<ProbeReport> late = new CompletableFuture<>();
      n2.answer = () -> late;
      n3.answer = CompletableFuture::new;
      var unused = timeline.after(ofSeconds(1), () -> late.complete(listening));
      return listening(of(2).pollEvery(ofSeconds(10), ofSeconds(10)));
    }

    @Test
    @DisplayName("An old report is confirmed by another probe before the wait ends")
    void again() {
      CompletableFuture<List<ProbeReport>> future = lateSecond();
      timeline.pass(ofMillis(900));
      assertThat(n1.sentAt).hasSize(1);
      timeline.pass(ofMillis(100));
      assertThat(n1.sentAt).containsExactly(Duration.ZERO, ofSeconds(1));
      assertThat(future.join()).extracting(r -> r.endpoint().host()).containsExactly("n1", "n2");
      assertThat(timeline.scheduled()).isZero();
    }

    @Test
    @DisplayName("A port that stopped in the meantime does not count")
    void down() {
      CompletableFuture<List<ProbeReport>> future = lateSecond();
      timeline.pass(ofMillis(500));
      refuses(n1);
      timeline.pass(ofMillis(500));
      assertThat(n1.sentAt).hasSize(2);
      assertThat(future).isNotDone();
      assertThat(timeline.scheduled()).as("deadline, and pauses of two").isEqualTo(3);
    }

    @Test
    @DisplayName("The error says that the ports met the expectation, but not at the same time")
    void notAtTheSameTime() {
      CompletableFuture<List<ProbeReport>> future = lateSecond();
      timeline.pass(ofMillis(500));
      n1.answer = CompletableFuture::new;
      timeline.pass(ofSeconds(30));
      assertThatThrownBy(future::join)
          .cause()
          .hasMessageStartingWith(
              "Waited 30.00 s for 2 of 3 ports to be listening, but not at the same time.");
    }
  }

  @Test
  @DisplayName("The cause is the most recent exception of any port")
  void lastThrowable() {
    CompletableFuture<List<ProbeReport>> future = listening(of(3).within(ofSeconds(3)));
    timeline.pass(ofMillis(500));
    n3.fails(new UnresolvedTargetException(n3.endpoint(), "no such name", null));
    timeline.pass(ofSeconds(1));
    refuses(n3);
    UnresolvedTargetException last =
        new UnresolvedTargetException(n1.endpoint(), "no such name", null);
    n1.fails(last);
    timeline.pass(ofSeconds(2));
    assertThatThrownBy(future::join).cause().hasCause(last);
  }

  @Test
  @DisplayName("A duplicate endpoint is rejected")
  void twice() {
    Endpoint port = Endpoint.tcp("n1", 9042);
    assertThatThrownBy(() -> PortAssertions.awaitAtLeast(2, port, port, Endpoint.tcp("n3", 9042)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("endpoints: [")
        .hasMessageEndingWith("] (expected: no duplicates)");
  }
}
