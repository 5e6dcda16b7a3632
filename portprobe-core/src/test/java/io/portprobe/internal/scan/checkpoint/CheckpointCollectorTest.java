package io.portprobe.internal.scan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

class CheckpointCollectorTest {
  private static final ProbeOrder TCP =
      new ProbeOrder(Transport.TCP, new int[] {22, 80, 443, 3389}, 100, 1, null);
  private static final ProbeOrder UDP =
      new ProbeOrder(Transport.UDP, new int[] {53, 123}, 100, 1, null);

  private record TestWorker(Transport transport, Executor executor, List<AddressState> states)
      implements CheckpointCollector.Worker {
    @Override
    public RemainingWork remaining() {
      return new RemainingWork(states);
    }
  }

  private static AddressState state(long unit, int nextPosition, int... pending) {
    BitSet positions = new BitSet();
    for (int position : pending) {
      positions.set(position);
    }
    return new AddressState(unit, 0, nextPosition, positions);
  }

  private static ScanTarget target(ProbeOrder order, long unit) {
    return new ScanTarget(order, unit, 0, null, InetAddress.getLoopbackAddress());
  }

  private static TransportState tcp(long nextUnit, AddressState... unfinished) {
    return new TransportState(1, nextUnit, List.of(unfinished));
  }

  private static CompletableFuture<Map<Transport, TransportState>> collect(
      TransportState tcp, Consumer<ObjIntConsumer<ScanTarget>> unconsumed, TestWorker... workers) {
    return CheckpointCollector.collect(Map.of(Transport.TCP, tcp), List.of(workers), unconsumed);
  }

  private static TestWorker worker(AddressState... states) {
    return new TestWorker(Transport.TCP, Runnable::run, List.of(states));
  }

  @Test
  void workOfSourceWorkersAndQueue_isMerged() {
    TransportState collected =
        collect(
                tcp(9, state(1, 0)),
                action -> {
                  action.accept(target(TCP, 2), 0); // partly done
                  action.accept(target(TCP, 4), 3); // done except for its queued result
                },
                worker(state(2, 3, 1)),
                worker(state(3, 1)))
            .join()
            .get(Transport.TCP);
    assertThat(collected.nextUnit()).isEqualTo(9);
    assertThat(collected.unfinished())
        .containsExactlyInAnyOrder(state(1, 0), state(2, 3, 0, 1), state(3, 1), state(4, 4, 3));
  }

  @Test
  void unitsStartedAfterTheSourceWasRead_areLeftOut() {
    TransportState collected =
        collect(
                tcp(5),
                action -> action.accept(target(TCP, 7), 0),
                worker(state(4, 1), state(5, 2)))
            .join()
            .get(Transport.TCP);
    assertThat(collected).isEqualTo(tcp(5, state(4, 1)));
  }

  @Test
  void stateOfAWorker_replacesTheEarlierStateOfTheSource() {
    TransportState collected =
        collect(tcp(5, state(1, 0)), action -> {}, worker(state(1, 3))).join().get(Transport.TCP);
    assertThat(collected).isEqualTo(tcp(5, state(1, 3)));
  }

  @Test
  void transports_areSeparate() {
    Map<Transport, TransportState> collected =
        CheckpointCollector.collect(
                Map.of(Transport.TCP, tcp(5), Transport.UDP, new TransportState(2, 6, List.of())),
                List.of(
                    worker(state(1, 1)),
                    new TestWorker(Transport.UDP, Runnable::run, List.of(state(1, 2)))),
                action -> action.accept(target(UDP, 1), 1))
            .join();
    assertThat(collected)
        .containsOnly(
            Map.entry(Transport.TCP, tcp(5, state(1, 1))),
            Map.entry(Transport.UDP, new TransportState(2, 6, List.of(state(1, 2, 1)))));
  }

  @Test
  void workers_areReadOnTheirExecutors_andTheQueueAfterAllOfThem() {
    Deque<Runnable> first = new ArrayDeque<>();
    Deque<Runnable> second = new ArrayDeque<>();
    List<String> order = new ArrayList<>();
    CompletableFuture<Map<Transport, TransportState>> collected =
        collect(
            tcp(5),
            action -> order.add("queue"),
            new TestWorker(Transport.TCP, first::add, List.of(state(1, 1))),
            new TestWorker(Transport.TCP, second::add, List.of(state(2, 1))));
    second.remove().run();
    assertThat(order).isEmpty();
    assertThat(collected).isNotDone();
    first.remove().run();
    assertThat(order).containsExactly("queue");
    assertThat(collected.join().get(Transport.TCP).unfinished()).hasSize(2);
  }

  @Test
  void workerWhoseEventLoopHasEnded_isReadDirectly() {
    Executor ended =
        task -> {
          throw new RejectedExecutionException("event loop shut down");
        };
    TransportState collected =
        collect(tcp(5), action -> {}, new TestWorker(Transport.TCP, ended, List.of(state(1, 1))))
            .join()
            .get(Transport.TCP);
    assertThat(collected).isEqualTo(tcp(5, state(1, 1)));
  }

  @Test
  void workerThatThrows_failsTheCheckpoint() {
    CheckpointCollector.Worker broken =
        new CheckpointCollector.Worker() {
          @Override
          public Transport transport() {
            return Transport.TCP;
          }

          @Override
          public Executor executor() {
            return Runnable::run;
          }

          @Override
          public RemainingWork remaining() {
            throw new IllegalStateException("broken");
          }
        };
    assertThat(
            CheckpointCollector.collect(
                Map.of(Transport.TCP, tcp(1)), List.of(broken), action -> {}))
        .isCompletedExceptionally();
  }
}
