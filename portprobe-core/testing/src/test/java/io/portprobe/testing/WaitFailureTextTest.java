package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.UnresolvedTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitFailureTextTest extends ManualWait {
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
            Waited 5\\.00 s for tcp://db:5432 to be listening, which is not proven: it is FILTERED \
            \\(timed out\\), and silence does not show whether anything listens\\.
              probed \\d+ times \\(probeTimeout 2\\.00 s at first, doubled after each probe that exceeded it\\): refused \\d+ times in \\d\\.\\d\\d s, then timed out \\d+ times in \\d\\.\\d\\d s
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
            Waited 1.00 s for tcp://db:5432 to be listening, which is not proven: \
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
            "Waited 1.00 s for tcp://db:5432 to be listening, which is not proven: "
                + "the name was not resolved, so no probe was sent.\n  probed ")
        .contains(" times: the name was not resolved ")
        .endsWith(
            "\n  tcp://db:5432: no such name\n"
                + "  next: check the spelling of the name, and the name servers of this host");
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

  @Test
  @DisplayName("A name resolution that the deadline cut short does not replace an earlier failure")
  void resolutionCutShortAfterAFailure() {
    UnresolvedTargetException unresolved =
        new UnresolvedTargetException(Endpoint.tcp("db", 5432), "no such name", null);
    db.fails(unresolved);
    CompletableFuture<ProbeReport> future = listening(wait.within(ofMillis(200)));
    timeline.pass(ofMillis(100));
    db.fails(
        new UnresolvedTargetException(
            Endpoint.tcp("db", 5432), Problem.RESOLVER_TIMED_OUT, "no reply", null));
    timeline.pass(ofMillis(100));

    assertThatThrownBy(future::join)
        .cause()
        .hasCause(unresolved)
        .hasMessageContaining("the name was not resolved, so no probe was sent")
        .hasMessageContaining("then name resolution timed out")
        .hasMessageContaining("tcp://db:5432: no such name");
  }
}
