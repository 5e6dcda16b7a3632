package io.portprobe.examples.lab.table;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Probes every row of expected.tsv at once, so that the whole takes little longer than the slowest
 * row.
 */
final class TableRun {
  /** Twice what the slowest of them takes, a neighbour that does not answer, and more. */
  private static final Duration USUAL = Duration.ofSeconds(10);

  /**
   * Five tries of 12 s each, with at least four SYNs of Linux (RFC 6298 section 2). A line that
   * loses a fifth each way loses all 20 of them, or the responses, once in 700 million rows.
   */
  private static final Duration SLOW = Duration.ofSeconds(60);

  private static final int SLOW_RETRIES = 4;

  private static final int WINDOW = 200;

  private final ProbeClient client;
  private final Semaphore window = new Semaphore(WINDOW);

  TableRun(ProbeClient client) {
    this.client = client;
  }

  /**
   * Probes all rows.
   *
   * @return the futures of the results
   */
  Map<ExpectedRow, CompletableFuture<ProbeReport>> probeAll(List<ExpectedRow> rows) {
    Map<ExpectedRow, CompletableFuture<ProbeReport>> answers = new LinkedHashMap<>();
    CompletableFuture<?> sourcePortFree = CompletableFuture.completedFuture(null);
    for (ExpectedRow row : rows) {
      if (row.sourcePort().isPresent()) {
        // One after another: they share their source port.
        CompletableFuture<ProbeReport> answer =
            sourcePortFree.handle((done, failure) -> probe(row)).thenCompose(PortProbe::report);
        answers.put(row, answer);
        sourcePortFree = answer;
      } else {
        window.acquireUninterruptibly();
        answers.put(row, probe(row).report().whenComplete((done, failure) -> window.release()));
      }
    }
    return answers;
  }

  private PortProbe probe(ExpectedRow row) {
    PortProbe probe = client.probe(row.endpoint()).timeout(USUAL);
    if (row.slow()) {
      probe = probe.timeout(SLOW).retries(SLOW_RETRIES);
    }
    if (row.sourcePort().isPresent()) {
      probe = probe.sourcePort(row.sourcePort().getAsInt());
    }
    if (row.transport() == Transport.UDP) {
      if (UdpQuestions.of(row.service()).isPresent()) {
        probe = probe.payload(UdpQuestions.of(row.service()).orElseThrow());
      } else if (row.service().equals("dns")) {
        probe = probe.as("dns"); // one of them is on another port
      }
    }
    return probe;
  }
}
