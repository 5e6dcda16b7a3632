package io.portprobe.examples.lab;

import static org.assertj.core.api.Assertions.fail;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("State and reason of every row of expected.tsv")
class ExpectedTableLabTest {
  private static final List<ProbeClient> CLIENTS = new ArrayList<>();

  @BeforeAll
  static void inTheTestBed() throws SocketException {
    Lab.mustBeUp();
  }

  @AfterAll
  static void close() {
    CLIENTS.forEach(ProbeClient::close);
  }

  @TestFactory
  @DisplayName("on epoll, which hears the ICMP errors themselves")
  Stream<DynamicTest> epoll() {
    return table(IoMode.EPOLL, Expectation::byIcmp);
  }

  @TestFactory
  @DisplayName("on NIO, which hears an error number at most")
  Stream<DynamicTest> nio() {
    return table(IoMode.NIO, Expectation::byErrorNumber);
  }

  private static Stream<DynamicTest> table(
      IoMode ioMode, Function<ExpectedRow, Expectation> expectation) {
    ProbeClient client = ProbeClient.builder().ioMode(ioMode).build();
    CLIENTS.add(client);
    Map<ExpectedRow, CompletableFuture<ProbeReport>> answers =
        new TableRun(client).ask(ExpectedTable.rows());
    return answers.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey().toString(),
                    () -> check(row.getKey(), expectation.apply(row.getKey()), row.getValue())));
  }

  private static void check(
      ExpectedRow row, Expectation expectation, CompletableFuture<ProbeReport> answer) {
    try {
      ProbeReport report = answer.join();
      if (!expectation.fits(report)) {
        fail(difference(row, expectation, Expectation.words(report) + "\n" + report.explain()));
      }
    } catch (CompletionException e) {
      if (!expectation.fits(e.getCause())) {
        fail(difference(row, expectation, "failed: " + e.getCause()), e);
      }
    }
  }

  private static String difference(ExpectedRow row, Expectation expectation, String seen) {
    return row + "\n  must be " + expectation + "\n  but is  " + seen;
  }
}
