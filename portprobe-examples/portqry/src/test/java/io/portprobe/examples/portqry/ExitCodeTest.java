package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  private final Harness harness = new Harness();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "LISTENING, 0",
    "NOT_LISTENING, 1",
    "FILTERED, 2",
    "LISTENING_OR_FILTERED, 2",
  })
  @DisplayName("The exit code of one port is the same with and without -q")
  void single(PortState state, int exitCode) {
    harness.answering(state);

    assertThat(harness.run("-n", "h")).isEqualTo(exitCode);
    assertThat(harness.run("-n", "h", "-q")).isEqualTo(exitCode);
  }

  @ParameterizedTest(name = "ports 1 to 3 are {0}, {1}, {2}: {3}")
  @CsvSource({
    "LISTENING, LISTENING, LISTENING, 0",
    "NOT_LISTENING, LISTENING, LISTENING, 1",
    "LISTENING, NOT_LISTENING, LISTENING, 1",
    "FILTERED, NOT_LISTENING, LISTENING, 2",
    "LISTENING, LISTENING, LISTENING_OR_FILTERED, 2",
  })
  @DisplayName("The exit code of several ports is the highest")
  void highest(PortState first, PortState second, PortState third, int exitCode) {
    PortState[] states = {first, second, third};
    harness.answering(sent -> FakeReport.now(sent, states[sent.endpoint().port() - 1]));

    assertThat(harness.run("-n", "h", "-r", "1:3")).isEqualTo(exitCode);
    assertThat(harness.run("-n", "h", "-o", "3,1,2")).isEqualTo(exitCode);
  }

  @ParameterizedTest(name = "ports 1 to 3 are {0}, {1}, {2}: {3}")
  @CsvSource({
    "NOT_LISTENING, LISTENING, FILTERED, 0",
    "LISTENING_OR_FILTERED, NOT_LISTENING, LISTENING, 0",
    "NOT_LISTENING, NOT_LISTENING, NOT_LISTENING, 1",
    "NOT_LISTENING, FILTERED, NOT_LISTENING, 2",
    "LISTENING_OR_FILTERED, NOT_LISTENING, NOT_LISTENING, 2",
  })
  @DisplayName("With --any, one LISTENING port is enough for exit code 0")
  void any(PortState first, PortState second, PortState third, int exitCode) {
    PortState[] states = {first, second, third};
    harness.answering(sent -> FakeReport.now(sent, states[sent.endpoint().port() - 1]));

    assertThat(harness.run("-n", "h", "-r", "1:3", "--any")).isEqualTo(exitCode);
    assertThat(harness.run("-n", "h", "-o", "3,1,2", "--any", "-q")).isEqualTo(exitCode);
  }

  @Test
  @DisplayName("A domain controller whose UDP port 135 is refused: 1, and 0 with --any")
  void domainController() {
    harness.answering(
        sent ->
            FakeReport.now(
                sent,
                sent.endpoint().transport() == Transport.TCP
                    ? PortState.LISTENING
                    : PortState.NOT_LISTENING));

    assertThat(harness.run("-n", "dc01", "-p", "both", "-e", "135")).isEqualTo(1);
    assertThat(harness.run("-n", "dc01", "-p", "both", "-e", "135", "--any")).isZero();
    assertThat(harness.run("-n", "dc01", "-p", "both", "-e", "135", "--any", "-q")).isZero();
  }

  @Test
  @DisplayName("With --any, a local failure is still 71")
  void anyWithLocalFault() {
    harness.answering(
        sent ->
            sent.endpoint().port() == 1
                ? FakeReport.now(sent, PortState.LISTENING)
                : CompletableFuture.failedFuture(
                    new LocalFaultException(sent.endpoint(), "no route", null)));

    assertThat(harness.run("-n", "h", "-r", "1:2", "--any")).isEqualTo(71);
  }

  @Test
  @DisplayName("71: a local failure is reported once, and the other ports are probed")
  void localFault() {
    harness.answering(
        sent ->
            sent.endpoint().port() == 4
                ? FakeReport.now(sent, PortState.FILTERED)
                : CompletableFuture.failedFuture(
                    new LocalFaultException(sent.endpoint(), "no route", null)));

    assertThat(harness.run("-n", "h", "-r", "1:6")).isEqualTo(71);

    assertThat(harness.err())
        .isEqualTo(
            """
            portqry: tcp://h:1: no route
            portqry: 4 further ports could not be probed either
            """);
    assertThat(harness.out()).contains("\nTCP port 4 (unknown service): FILTERED\n");
  }

  @Test
  @DisplayName("99: the name no longer resolves when the probe runs")
  void lost() {
    harness.answering(
        sent ->
            CompletableFuture.failedFuture(
                new CompletionException(
                    new UnresolvedTargetException(sent.endpoint(), "no address", null))));

    assertThat(harness.run("-n", "h")).isEqualTo(99);

    assertThat(harness.err()).isEqualTo("portqry: tcp://h:80: no address\n");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_SUCH_NAME, 99",
    "NO_ADDRESS, 99",
    "UNSPECIFIED, 99",
    "SERVER_FAILURE, 69",
    "RESOLVER_UNREACHABLE, 69",
    "RESOLVER_TIMED_OUT, 69",
    "RESOLVER_FAILED, 69"
  })
  @DisplayName("69: no name server answered; 99: the name does not resolve")
  void unresolved(Problem problem, int code) {
    harness.resolving(
        host -> CompletableFuture.failedFuture(new NameResolutionException(problem, "the reason")));

    assertThat(harness.run("-n", "h")).isEqualTo(code);

    assertThat(harness.out())
        .endsWith(
            "\nFailed to resolve name to IP address"
                + (Set.of(Problem.UNSPECIFIED, Problem.NO_SUCH_NAME).contains(problem)
                    ? ""
                    : ": the reason")
                + "\n\n");
  }

  @Test
  @DisplayName("70: a defect prints one sentence without a stack trace and closes the client")
  void defect() {
    harness.answering(
        sent -> {
          throw new IllegalStateException("a defect\nin two lines");
        });

    assertThat(harness.run("-n", "h")).isEqualTo(70);

    assertThat(harness.err())
        .isEqualTo(
            "portqry: internal error, please report it: java.lang.IllegalStateException:"
                + " a defect\\nin two lines\n");
    assertThat(harness.clients()).allMatch(FakeClient::closed);
  }

  @Test
  @DisplayName("70: a defect outside a probe prints one sentence")
  void defectElsewhere() {
    harness.resolving(
        host -> {
          throw new StackOverflowError();
        });

    assertThat(harness.run("-n", "h")).isEqualTo(70);

    assertThat(harness.err())
        .isEqualTo(
            "portqry: internal error, please report it: java.lang.StackOverflowError:"
                + " StackOverflowError\n");
    assertThat(harness.clients()).allMatch(FakeClient::closed);
  }

  @Test
  @DisplayName("74: a closed standard output ends the run without further probes")
  void brokenPipe() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    harness.printing(new PrintStream(broken));

    assertThat(harness.run("-n", "h", "-r", "1:60000")).isEqualTo(74);

    assertThat(harness.err()).isEmpty();
    assertThat(harness.sent()).hasSizeLessThan(20_000);
  }

  @Test
  @DisplayName("74: a closed standard output leaves the log complete")
  void brokenPipeWithLog(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    PrintStream closed = new PrintStream(sink);
    closed.close();
    harness.printing(closed);
    Path log = folder.resolve("log");

    assertThat(harness.run("-n", "h", "-r", "1:3", "-l", log.toString())).isEqualTo(74);

    assertThat(Files.readString(log)).contains("TCP port 3", "end of log file");
  }

  @Test
  @DisplayName("An interrupted run reports the interrupt")
  void interrupted() {
    harness.answering(
        sent -> {
          Thread.currentThread().interrupt();
          return new CompletableFuture<>();
        });

    assertThat(harness.run("-n", "h")).isEqualTo(70);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(harness.err()).isEqualTo("portqry: interrupted\n");
    assertThat(harness.clients()).allMatch(FakeClient::closed);
  }
}
