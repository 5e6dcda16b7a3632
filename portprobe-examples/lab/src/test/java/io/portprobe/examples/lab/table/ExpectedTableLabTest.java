package io.portprobe.examples.lab.table;

import static org.assertj.core.api.Assertions.fail;

import io.portprobe.IoMode;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

@InLab
class ExpectedTableLabTest {
  @RegisterExtension static final LabClient EPOLL = new LabClient(IoMode.EPOLL);
  @RegisterExtension static final LabClient NIO = new LabClient(IoMode.NIO);

  /**
   * A kernel that grants no io_uring keeps the ICMP errors to itself. There, {@code
   * -Dlab.icmp=optional} lets a report say no more than the error number does.
   */
  private static final boolean ICMP_OPTIONAL =
      System.getProperty("lab.icmp", "required").equals("optional");

  @TestFactory
  @DisplayName("Every row holds on epoll, which reads ICMP errors")
  Stream<DynamicTest> epoll() {
    return table(EPOLL, ExpectedTableLabTest::onEpoll);
  }

  private static List<Expectation> onEpoll(ExpectedRow row) {
    Expectation exact = Expectation.byIcmp(row);
    return ICMP_OPTIONAL
        ? List.of(exact.withIcmpOptional(), Expectation.byErrorNumber(row))
        : List.of(exact);
  }

  @TestFactory
  @DisplayName("Every row holds on NIO, which reads error numbers only")
  Stream<DynamicTest> nio() {
    return table(NIO, row -> List.of(Expectation.byErrorNumber(row)));
  }

  private static Stream<DynamicTest> table(
      LabClient lab, Function<ExpectedRow, List<Expectation>> allowed) {
    Map<ExpectedRow, CompletableFuture<ProbeReport>> answers =
        new TableRun(lab.client()).probeAll(ExpectedTable.rows());
    return answers.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey().toString(),
                    () -> check(row.getKey(), allowed.apply(row.getKey()), row.getValue())));
  }

  private static void check(
      ExpectedRow row, List<Expectation> allowed, CompletableFuture<ProbeReport> answer) {
    try {
      ProbeReport report = answer.join();
      if (allowed.stream().noneMatch(one -> one.fits(report))) {
        fail(difference(row, allowed, Expectation.words(report) + "\n" + report.explain()));
      }
    } catch (CompletionException e) {
      if (allowed.stream().noneMatch(one -> one.fits(e.getCause()))) {
        fail(difference(row, allowed, "failed: " + e.getCause()), e);
      }
    }
  }

  private static String difference(ExpectedRow row, List<Expectation> allowed, String seen) {
    return row + "\n  has to be one of " + allowed + "\n  and is " + seen;
  }
}
