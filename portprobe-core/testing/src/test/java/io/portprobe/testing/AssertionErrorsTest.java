package io.portprobe.testing;

import static io.portprobe.testing.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionErrorsTest {
  private static final Endpoint ENDPOINT = Endpoint.tcp("db.example", 5432);

  private static final List<InetAddress> RESOLVED = List.of(ip("10.0.0.7"), ip("2001:db8::7"));

  private final ProbeClient client = mock(ProbeClient.class);
  private final PortProbe probe = mock(PortProbe.class);

  @BeforeEach
  void arrange() {
    when(client.probe(ENDPOINT)).thenReturn(probe);
    when(probe.stateOnly()).thenReturn(probe);
    when(probe.stopWhenListening()).thenReturn(probe);
    when(probe.endpoint()).thenReturn(ENDPOINT);
  }

  @Test
  @DisplayName("A failed assertion reports the state and the evidence of every address")
  void text() {
    ProbeReport report = report(PortState.FILTERED, Reason.ADMIN_PROHIBITED);
    when(report.attempts())
        .thenReturn(
            List.of(
                attempt("10.0.0.7", PortState.FILTERED, Reason.ADMIN_PROHIBITED, "ICMP 3/13"),
                attempt("2001:db8::7", PortState.FILTERED, Reason.TIMED_OUT, "no answer")));
    when(probe.report()).thenReturn(CompletableFuture.completedFuture(report));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isListening)
        .isInstanceOf(AssertionError.class)
        .hasNoCause()
        .hasMessage(
            """
            Expected tcp://db.example:5432 to be listening, which is not proven: it is FILTERED \
            (ICMP administratively prohibited), and a packet filter hides whether anything listens.
              10.0.0.7:5432: FILTERED, ICMP administratively prohibited (ICMP 3/13) after 1.5 ms
              [2001:db8::7]:5432: FILTERED, timed out (no answer) after 1.5 ms
              db.example resolved to 10.0.0.7 and 2001:db8::7
              next: check the route to the host, and the packet filter that sent the ICMP error\
            """);
  }

  @Test
  @DisplayName("A connection that ended before the dialogue does not prove another protocol")
  void withoutDialogue() {
    ProbeReport report = report(PortState.LISTENING, Reason.ACCEPTED);
    when(report.attempts())
        .thenReturn(
            List.of(attempt("10.0.0.7", PortState.LISTENING, Reason.ACCEPTED, "ECONNRESET")));
    when(probe.as("http")).thenReturn(probe);
    when(probe.report()).thenReturn(CompletableFuture.completedFuture(report));
    assertThatThrownBy(() -> assertThatPort(client, ENDPOINT).speaks("http"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "Expected tcp://db.example:5432 to speak http, which is not proven: it is listening,"
                + " but the connection ended before the dialogue.\n")
        .hasMessageEndingWith(
            "\n  next: probe again: no connection lasted until the dialogue; check the log of the"
                + " service");
  }

  @Test
  @DisplayName("A skipped address leaves \"not listening\" unproven")
  void omission() {
    IOException noRoute = new IOException("Network is unreachable");
    LocalFaultException omission =
        new LocalFaultException(ENDPOINT, "2001:db8::7: no route", noRoute);
    ProbeReport report = report(PortState.NOT_LISTENING, Reason.REFUSED);
    when(report.attempts())
        .thenReturn(
            List.of(attempt("10.0.0.7", PortState.NOT_LISTENING, Reason.REFUSED, "errno 111")));
    when(report.omissions()).thenReturn(List.of(omission));
    when(report.resolutionTime()).thenReturn(Duration.ofMillis(4_800));
    when(probe.report()).thenReturn(CompletableFuture.completedFuture(report));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isNotListening)
        .isInstanceOf(AssertionError.class)
        .hasCause(omission)
        .hasMessage(
            """
            Expected tcp://db.example:5432 not to be listening, which is not proven: it is \
            NOT LISTENING (refused), and some addresses were not probed.
              10.0.0.7:5432: NOT LISTENING, refused (errno 111) after 1.5 ms
              skipped: tcp://db.example:5432: 2001:db8::7: no route
              db.example resolved to 10.0.0.7 and 2001:db8::7 in 4.80 s
              next: see why an address was skipped, or select the addresses with addresses(...)\
            """);
  }

  @Test
  @DisplayName("An ICMP error proves that a port is not reachable")
  void reachable() {
    ProbeReport report = report(PortState.FILTERED, Reason.HOST_UNREACHABLE);
    when(report.attempts())
        .thenReturn(
            List.of(attempt("10.0.0.7", PortState.FILTERED, Reason.HOST_UNREACHABLE, "errno 113")));
    when(probe.report()).thenReturn(CompletableFuture.completedFuture(report));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isReachable)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "Expected tcp://db.example:5432 to be reachable, but it is FILTERED "
                + "(host unreachable).\n");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, HOST_UNREACHABLE, 'check that the host is up, its address, and the route to it'",
    "10.0.0.7, UNREACHABLE, 'check that the host is up, the route to it, and the packet filters on"
        + " the way'",
    "10.0.0.7, ADMIN_PROHIBITED, 'check the route to the host, and the packet filter that sent the"
        + " ICMP error'",
    "10.0.0.7, TIMED_OUT, 'check that the host is up and which packet filter drops the probe, or"
        + " allow more time'",
    "127.0.0.1, TIMED_OUT, 'check that the process accepts its connections, and the packet filter"
        + " of this host'"
  })
  @DisplayName("The next step depends on what was received and whether the host is this one")
  void nextStep(String address, Reason reason, String step) {
    ProbeReport report = report(PortState.FILTERED, reason);
    when(report.attempts())
        .thenReturn(List.of(attempt(address, PortState.FILTERED, reason, "evidence")));
    when(probe.report()).thenReturn(CompletableFuture.completedFuture(report));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isListening)
        .hasMessageEndingWith("\n  next: " + step);
  }

  @Test
  @DisplayName("A local failure is reported as not proven")
  void localFault() {
    LocalFaultException fault = new LocalFaultException(ENDPOINT, "no file descriptor", null);
    when(probe.report()).thenReturn(CompletableFuture.failedFuture(fault));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isListening)
        .isInstanceOf(AssertionError.class)
        .hasCause(fault)
        .hasMessage(
            """
            Expected tcp://db.example:5432 to be listening, which is not proven: \
            a local failure prevented the probe.
              tcp://db.example:5432: no file descriptor
              next: remove the failure on this host: descriptors, ephemeral ports, addresses or \
            routes\
            """);
  }

  @Test
  @DisplayName("A cancelled probe is reported as not proven")
  void calledOff() {
    ProbeCancelledException cancelled = new ProbeCancelledException(ENDPOINT, "closed", null);
    when(probe.report()).thenReturn(CompletableFuture.failedFuture(cancelled));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isFiltered)
        .isInstanceOf(AssertionError.class)
        .hasCause(cancelled)
        .hasMessageContaining("to be filtered, which is not proven: the probe was cancelled.");
  }

  @Test
  @DisplayName("A defect of the client is thrown as IllegalStateException")
  void defect() {
    Error defect = new StackOverflowError();
    when(probe.report()).thenReturn(CompletableFuture.failedFuture(defect));
    assertThatThrownBy(assertThatPort(client, ENDPOINT)::isListening)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tcp://db.example:5432: the probe failed")
        .hasCause(defect);
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static ProbeReport report(PortState state, Reason reason) {
    ProbeReport report = mock(ProbeReport.class);
    when(report.endpoint()).thenReturn(ENDPOINT);
    when(report.state()).thenReturn(state);
    when(report.reason()).thenReturn(reason);
    when(report.addresses()).thenReturn(RESOLVED);
    when(report.resolutionTime()).thenReturn(Duration.ofMillis(1));
    return report;
  }

  private static Attempt attempt(String address, PortState state, Reason reason, String evidence) {
    return new FakeAttempt(
        new InetSocketAddress(ip(address), ENDPOINT.port()),
        state,
        reason,
        evidence,
        Duration.ofNanos(1_500_000));
  }
}
