package io.portprobe.internal.scan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import io.portprobe.internal.scan.order.Shard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostStreamSourceTest {
  private final Deque<Runnable> executor = new ArrayDeque<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicInteger limits = new AtomicInteger();

  private HostStreamReader reader(HostSource hosts, long maxHosts) {
    return new HostStreamReader(
        hosts, maxHosts, executor::add, failures::add, limits::incrementAndGet);
  }

  private static HostStreamSource source(HostStreamReader reader, TransportState start) {
    return source(reader, Shard.WHOLE, start);
  }

  private static HostStreamSource source(
      HostStreamReader reader, Shard shard, TransportState start) {
    HostStreamSource source = new HostStreamSource(reader, shard, start);
    reader.addSource(source);
    return source;
  }

  private static HostSource hosts(int count) {
    return HostSource.of(IntStream.range(0, count).mapToObj(i -> "host" + i).iterator());
  }

  private void runTasks() {
    for (Runnable task = executor.poll(); task != null; task = executor.poll()) {
      task.run();
    }
  }

  /** Takes units until there is none and none is read any more. */
  private List<String> takeAll(HostStreamSource source) {
    List<String> taken = new ArrayList<>();
    do {
      for (WorkSource.Task task = source.next(() -> {});
          task != null;
          task = source.next(() -> {})) {
        taken.add(task.unit() + " " + task.host());
      }
      runTasks();
    } while (!source.isExhausted());
    return taken;
  }

  @Test
  void hosts_areReadInBatches_whenTheyAreNeeded() {
    HostStreamSource source = source(reader(hosts(600), Long.MAX_VALUE), null);
    assertThat(executor).isEmpty();
    AtomicInteger notified = new AtomicInteger();
    assertThat(source.next(notified::incrementAndGet)).isNull();
    assertThat(notified).hasValue(0);
    runTasks();
    assertThat(notified).hasValue(1);
    assertThat(source.isExhausted()).isFalse();
    assertThat(takeAll(source)).hasSize(600).startsWith("0 host0").endsWith("599 host599");
    assertThat(failures).isEmpty();
    assertThat(limits).hasValue(0);
  }

  @Test
  void bothTransports_getEveryHost() {
    HostStreamReader reader = reader(hosts(3), Long.MAX_VALUE);
    HostStreamSource tcp = source(reader, null);
    HostStreamSource udp = source(reader, null);
    assertThat(takeAll(tcp)).hasSize(3);
    assertThat(takeAll(udp)).hasSize(3);
  }

  @Test
  void slowTransport_stopsTheReading() {
    HostStreamReader reader = reader(hosts(100_000), Long.MAX_VALUE);
    HostStreamSource fast = source(reader, null);
    HostStreamSource slow = source(reader, null);
    int taken = 0;
    WorkSource.Task task;
    do {
      task = fast.next(() -> {});
      runTasks();
      task = task == null ? fast.next(() -> {}) : task;
      taken += task == null ? 0 : 1;
    } while (task != null);
    assertThat(slow.isFull()).isTrue();
    assertThat(taken).isLessThan(10_000);
  }

  @Test
  void limit_endsTheStream_andIsReported() {
    HostStreamSource source = source(reader(hosts(600), 300), null);
    assertThat(takeAll(source)).hasSize(300);
    assertThat(limits).hasValue(1);
  }

  @Test
  void streamThatThrows_isReported_andEndsTheSource() {
    IllegalStateException failure = new IllegalStateException("connection lost");
    HostStreamSource source =
        source(
            reader(
                HostSource.of(
                    (Iterable<String>)
                        () ->
                            new Iterator<>() {
                              @Override
                              public boolean hasNext() {
                                return true;
                              }

                              @Override
                              public String next() {
                                throw failure;
                              }
                            }),
                Long.MAX_VALUE),
            null);
    assertThat(takeAll(source)).isEmpty();
    assertThat(failures).containsExactly(failure);
  }

  @Test
  void resumedSource_skipsTheUnitsThatAreDone() {
    AddressState unfinished = new AddressState(1, 0, 7, new BitSet());
    HostStreamSource source =
        source(reader(hosts(5), Long.MAX_VALUE), new TransportState(1, 3, List.of(unfinished)));
    assertThat(source.state()).isEqualTo(new TransportState(1, 3, List.of(unfinished)));
    assertThat(takeAll(source)).containsExactly("1 host1", "3 host3", "4 host4");
    assertThat(source.state()).isEqualTo(new TransportState(1, 5, List.of()));
  }

  @Test
  void shard_givesEveryNthHost() {
    HostStreamSource source = source(reader(hosts(1_000), Long.MAX_VALUE), new Shard(3, 400), null);
    assertThat(takeAll(source)).containsExactly("3 host3", "403 host403", "803 host803");
    assertThat(source.state()).isEqualTo(new TransportState(1, 1_000, List.of()));
  }

  @Test
  void resumedShard_skipsTheUnitsThatAreDone() {
    AddressState unfinished = new AddressState(1, 0, 7, new BitSet());
    HostStreamSource source =
        source(
            reader(hosts(8), Long.MAX_VALUE),
            new Shard(1, 2),
            new TransportState(1, 4, List.of(unfinished)));
    assertThat(takeAll(source)).containsExactly("1 host1", "5 host5", "7 host7");
  }

  @Test
  void stream_isClosedOnce_afterTheLastHost() {
    AtomicInteger closed = new AtomicInteger();
    HostStreamSource source =
        source(
            reader(
                HostSource.of(Stream.of("a", "b").onClose(closed::incrementAndGet)),
                Long.MAX_VALUE),
            null);
    assertThat(takeAll(source)).hasSize(2);
    assertThat(closed).hasValue(1);
  }

  @Test
  void closedReader_closesTheStream_andReadsNoMore() {
    AtomicInteger closed = new AtomicInteger();
    HostStreamReader reader =
        reader(HostSource.of(Stream.of("a", "b").onClose(closed::incrementAndGet)), Long.MAX_VALUE);
    HostStreamSource source = source(reader, null);
    reader.close();
    assertThat(closed).hasValue(1);
    assertThat(source.next(() -> {})).isNull();
    assertThat(executor).isEmpty();
  }

  @Test
  void iterator_canBeOpenedOnce() {
    HostSource hosts = hosts(1);
    hosts.open();
    assertThatThrownBy(hosts::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("iterator");
  }
}
