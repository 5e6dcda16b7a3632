package io.portprobe.internal.scan.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.io.ManualLoop;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultBatchTest {
  private static final ScanTarget TARGET =
      new ScanTarget(
          new ProbeOrder(Transport.TCP, IntStream.rangeClosed(1, 1_000).toArray(), 1, 1, null),
          0,
          0,
          null,
          InetAddress.getLoopbackAddress());

  private final ManualLoop loop = new ManualLoop();
  private final PortCollector delivered = new PortCollector();
  private final ResultBatch batch = new ResultBatch(loop, delivery());

  private ResultDelivery delivery() {
    ResultDelivery delivery = new ResultDelivery(delivered, Runnable::run, 1_000, () -> {});
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    return delivery;
  }

  private void add(int from, int to) {
    for (int port = from; port <= to; port++) {
      batch.add(new CompactScanResult(TARGET, port - 1, port, 1, Verdicts.ACCEPTED, 5, null));
    }
  }

  private List<Integer> buffered() {
    List<Integer> ports = new ArrayList<>();
    batch.forEach(result -> ports.add(result.port()));
    return ports;
  }

  @Test
  void resultsOfOneIteration_areDeliveredTogetherInTheNextOne() {
    add(1, 3);
    assertThat(delivered.ports()).isEmpty();
    assertThat(buffered()).containsExactly(1, 2, 3);
    assertThat(loop.taskCount()).isEqualTo(1);
    loop.runTasks();
    assertThat(delivered.ports()).containsExactly(1, 2, 3);
    assertThat(buffered()).isEmpty();
  }

  @Test
  void fullBuffer_isDeliveredAtOnce() {
    add(1, 130);
    assertThat(delivered.ports()).hasSize(128);
    assertThat(buffered()).containsExactly(129, 130);
  }

  @Test
  void flush_deliversAtOnce_andTheNextResultIsScheduledAgain() {
    add(1, 1);
    batch.flush();
    assertThat(delivered.ports()).containsExactly(1);
    loop.runTasks();
    add(2, 2);
    loop.runTasks();
    assertThat(delivered.ports()).containsExactly(1, 2);
  }
}
