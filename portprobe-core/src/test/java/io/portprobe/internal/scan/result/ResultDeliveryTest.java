package io.portprobe.internal.scan.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ResultDeliveryTest {
  private static final int AHEAD = 10;
  private static final ScanTarget TARGET =
      new ScanTarget(
          new ProbeOrder(Transport.TCP, IntStream.rangeClosed(1, 65_535).toArray(), 1, 1, null),
          0,
          0,
          null,
          InetAddress.getLoopbackAddress());

  private final Deque<Runnable> executor = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private int capacityEvents;
  private Consumer<CompactScanResult> onResult = result -> {};
  private final ResultDelivery delivery = delivery(executor::add);

  private ResultDelivery delivery(java.util.concurrent.Executor calls) {
    return new ResultDelivery(
        new ResultDelivery.Consumer() {
          @Override
          public void onResult(CompactScanResult result) {
            events.add(String.valueOf(result.port()));
            onResult.accept(result);
          }

          @Override
          public void onEnd() {
            events.add("end");
          }

          @Override
          public void onFailure(Throwable failure) {
            events.add("failure");
          }
        },
        calls,
        AHEAD,
        () -> capacityEvents++);
  }

  private static CompactScanResult result(int port) {
    return new CompactScanResult(TARGET, port - 1, port, 1, Verdicts.ACCEPTED, 5, null);
  }

  private void add(int... ports) {
    delivery.add(IntStream.of(ports).mapToObj(ResultDeliveryTest::result).toList());
  }

  private void runTasks() {
    for (Runnable task = executor.poll(); task != null; task = executor.poll()) {
      task.run();
    }
  }

  private List<Integer> unconsumed() {
    List<Integer> ports = new ArrayList<>();
    delivery.forEachUnconsumed(result -> ports.add(result.port()));
    return ports;
  }

  @Test
  void results_areDeliveredInOrder_andTheEndOnce() {
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    add(1, 2);
    runTasks();
    add(3);
    delivery.complete();
    runTasks();
    delivery.complete();
    delivery.cancel();
    runTasks();
    assertThat(events).containsExactly("1", "2", "3", "end");
    assertThat(delivery.counts().of(PortState.LISTENING)).isEqualTo(3);
    assertThat(unconsumed()).isEmpty();
  }

  @Test
  void beforeStart_nothingIsDelivered() {
    delivery.request(5);
    add(1);
    delivery.complete();
    assertThat(executor).isEmpty();
    delivery.start();
    runTasks();
    assertThat(events).containsExactly("1", "end");
  }

  @Test
  void onlyRequestedResults_areDelivered() {
    delivery.start();
    add(1, 2, 3);
    delivery.complete();
    runTasks();
    assertThat(events).isEmpty();
    delivery.request(2);
    runTasks();
    assertThat(events).containsExactly("1", "2");
    assertThat(unconsumed()).containsExactly(3);
    delivery.request(1);
    runTasks();
    assertThat(events).containsExactly("1", "2", "3", "end");
  }

  @Test
  void requests_addUpToUnlimited() {
    delivery.start();
    delivery.request(Long.MAX_VALUE - 1);
    delivery.request(Long.MAX_VALUE - 1);
    add(1);
    runTasks();
    assertThat(events).containsExactly("1");
    assertThat(delivery.hasCapacity()).isTrue();
  }

  @Test
  void startedPorts_areLimitedToTheRequestedResultsAndSomeAhead() {
    delivery.start();
    delivery.request(1);
    for (int i = 0; i < AHEAD; i++) {
      assertThat(delivery.hasCapacity()).isTrue();
      delivery.countStarted();
    }
    delivery.countStarted();
    assertThat(delivery.hasCapacity()).isFalse();
    assertThat(capacityEvents).isZero();
    delivery.request(1);
    assertThat(capacityEvents).isEqualTo(1);
    assertThat(delivery.hasCapacity()).isTrue();
  }

  @Test
  void slowConsumer_limitsTheQueue_untilItIsShorter() {
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    add(IntStream.rangeClosed(1, 4_096).toArray());
    assertThat(delivery.hasCapacity()).isFalse();
    runTasks();
    assertThat(capacityEvents).isPositive();
    assertThat(delivery.hasCapacity()).isTrue();
  }

  @Test
  void cancel_dropsQueuedResults_whichCountAsUnconsumed() {
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    add(1, 2);
    delivery.cancel();
    runTasks();
    add(3);
    assertThat(events).containsExactly("end");
    assertThat(unconsumed()).containsExactly(1, 2);
  }

  @Test
  void consumerThatThrows_receivesNothingMore_andTheResultIsUnconsumed() {
    onResult =
        result -> {
          throw new IllegalStateException("full disk");
        };
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    add(1, 2);
    runTasks();
    delivery.complete();
    runTasks();
    assertThat(events).containsExactly("1", "failure");
    assertThat(unconsumed()).containsExactly(1, 2);
    assertThat(delivery.counts().of(PortState.LISTENING)).isZero();
  }

  @Test
  void resultWithTheConsumer_isUnconsumed_untilItIsMarked() {
    List<List<Integer>> seen = new ArrayList<>();
    onResult =
        result -> {
          assertThat(delivery.isConsumerThread()).isTrue();
          seen.add(unconsumed());
          delivery.markConsumed();
          seen.add(unconsumed());
        };
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    add(1, 2);
    runTasks();
    assertThat(seen).containsExactly(List.of(1, 2), List.of(2), List.of(2), List.of());
    assertThat(delivery.isConsumerThread()).isFalse();
  }
}
