package io.portprobe.internal.scan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portprobe.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeOrderTest {
  private static final int[] FIVE_PORTS = {443, 80, 22, 8080, 25};

  private static ProbeOrder order(int hosts, int parts, @Nullable Long key) {
    return new ProbeOrder(Transport.TCP, FIVE_PORTS, hosts, parts, key);
  }

  private static List<Integer> ports(ProbeOrder order, long unit) {
    return IntStream.range(0, order.positions(unit)).map(i -> order.port(unit, i)).boxed().toList();
  }

  @Test
  void noKey_keepsTheOrderGiven() {
    ProbeOrder order = order(3, 1, null);

    for (long unit = 0; unit < 3; unit++) {
      assertThat(order.host(unit)).isEqualTo(unit);
      assertThat(ports(order, unit)).containsExactly(443, 80, 22, 8080, 25);
    }
  }

  @Test
  void parts_divideThePortsOfEachHost() {
    ProbeOrder order = order(2, 3, null);

    assertThat(ports(order, 0)).containsExactly(443);
    assertThat(ports(order, 1)).containsExactly(80, 22);
    assertThat(ports(order, 2)).containsExactly(8080, 25);
    assertThat(ports(order, 3)).containsExactly(443);
    assertThat(List.of(order.host(2), order.host(3))).containsExactly(0L, 1L);
    assertThat(order.parts()).isEqualTo(3);
    assertThat(order.transport()).isEqualTo(Transport.TCP);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 5", "5, 8", "1000, 7", "65535, 256", "65535, 1"})
  void parts_differByOnePortAtMost(int ports, int parts) {
    ProbeOrder order = new ProbeOrder(Transport.UDP, new int[ports], 1, parts, null);

    assertThat(IntStream.range(0, parts).map(order::positions).sum()).isEqualTo(ports);
    assertThat(IntStream.range(0, parts).map(order::positions))
        .allMatch(size -> size == ports / parts || size == ports / parts + 1);
  }

  @Test
  void unknownNumberOfHosts_keepsTheirOrder_andShufflesPorts() {
    ProbeOrder order = new ProbeOrder(Transport.TCP, FIVE_PORTS, -1, 1, 7L);

    assertThat(order.host(1_000_000)).isEqualTo(1_000_000);
    assertThat(ports(order, 0)).containsExactlyInAnyOrder(443, 80, 22, 8080, 25);
  }

  @Test
  void key_givesEachHostItsOwnOrderOfPorts() {
    ProbeOrder order = order(100, 1, 7L);

    Set<List<Integer>> orders = new HashSet<>();
    for (long unit = 0; unit < 100; unit++) {
      orders.add(ports(order, unit));
    }

    assertThat(orders).hasSizeGreaterThan(40); // of 120 there are
  }

  @Test
  void sameKey_givesTheSameOrder() {
    for (long unit = 0; unit < 20; unit++) {
      assertThat(order(20, 1, 7L).host(unit)).isEqualTo(order(20, 1, 7L).host(unit));
      assertThat(ports(order(20, 1, 7L), unit)).isEqualTo(ports(order(20, 1, 7L), unit));
    }
  }

  @Test
  void manyHosts_needNoMemory() {
    long hosts = 1L << 32;
    ProbeOrder order = new ProbeOrder(Transport.TCP, FIVE_PORTS, hosts, 1, 7L);

    assertThat(order.host(hosts - 1)).isBetween(0L, hosts - 1);
  }

  @Property(tries = 300)
  void shards_areDisjoint_andTogetherTheWhole(
      @ForAll @IntRange(min = 0, max = 40) int hosts,
      @ForAll @IntRange(min = 1, max = 60) int ports,
      @ForAll @IntRange(min = 1, max = 70) int count,
      @ForAll @IntRange(min = 1, max = 8) int parts,
      @ForAll boolean shuffled,
      @ForAll long key) {
    int[] numbers = IntStream.rangeClosed(1, ports).toArray();
    Long orderKey = shuffled ? key : null;
    List<List<Long>> pairs = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int machineParts = 1 + (parts + index) % 8; // machines have different numbers of event loops
      ProbeOrder order =
          new ProbeOrder(
              Transport.TCP, numbers, hosts, machineParts, orderKey, new Shard(index, count));
      List<List<Long>> own = pairs(order);
      assertThat(own.size())
          .isBetween(hosts * ports / count, (hosts * ports + count - 1) / count)
          .isEqualTo((int) Math.round(new Shard(index, count).hosts(hosts, ports) * ports));
      assertThat(partialHosts(own, ports)).isLessThanOrEqualTo(2);
      pairs.addAll(own);
    }

    Set<List<Long>> distinct = new HashSet<>(pairs);
    assertThat(distinct).hasSameSizeAs(pairs);
    assertThat(distinct)
        .isEqualTo(
            new HashSet<>(pairs(new ProbeOrder(Transport.TCP, numbers, hosts, 1, orderKey))));
  }

  private static List<List<Long>> pairs(ProbeOrder order) {
    List<List<Long>> pairs = new ArrayList<>();
    for (long unit = 0; unit < order.units(); unit++) {
      for (int position = 0; position < order.positions(unit); position++) {
        pairs.add(List.of(order.host(unit), (long) order.port(unit, position)));
      }
    }
    return pairs;
  }

  private static long partialHosts(List<List<Long>> pairs, int ports) {
    return pairs.stream()
        .collect(Collectors.groupingBy(pair -> pair.get(0), Collectors.counting()))
        .values()
        .stream()
        .filter(size -> size < ports)
        .count();
  }

  @Test
  void shard_takesEveryNthHost_andItsPartOfTheLastHosts() {
    ProbeOrder order = new ProbeOrder(Transport.TCP, FIVE_PORTS, 8, 1, null, new Shard(1, 3));

    assertThat(order.units()).isEqualTo(4);
    assertThat(List.of(order.host(0), order.host(1))).containsExactly(1L, 4L);
    assertThat(ports(order, 0)).containsExactly(443, 80, 22, 8080, 25);
    assertThat(List.of(order.host(2), order.host(3))).containsExactly(6L, 7L);
    assertThat(ports(order, 2)).containsExactly(8080, 25);
    assertThat(ports(order, 3)).containsExactly(443);
  }

  @Test
  void shard_keepsTheShuffledOrderOfTheWhole() {
    ProbeOrder whole = order(100, 1, 7L);
    ProbeOrder shard = new ProbeOrder(Transport.TCP, FIVE_PORTS, 100, 1, 7L, new Shard(3, 10));

    for (long unit = 0; unit < 10; unit++) {
      assertThat(shard.host(unit)).isEqualTo(whole.host(unit * 10 + 3));
      assertThat(ports(shard, unit)).isEqualTo(ports(whole, unit * 10 + 3));
    }
  }

  @Test
  void shardsOfALargeScan_haveNoOverflow() {
    int[] ports = IntStream.rangeClosed(1, 65_535).toArray();
    long hosts = (1L << 32) - 1;
    Shard last = new Shard(Shard.MAX_COUNT - 1, Shard.MAX_COUNT);
    ProbeOrder order = new ProbeOrder(Transport.TCP, ports, hosts, 1, null, last);

    assertThat(order.host(order.units() - 1)).isEqualTo(hosts - 1);
    int lastPort = order.positions(order.units() - 1) - 1;
    assertThat(order.port(order.units() - 1, lastPort)).isEqualTo(65_535);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, count: 0", "0, 1000001, count: 1000001", "-1, 4, index: -1", "4, 4, index: 4"})
  void shardOutOfRange_isRejected(int index, int count, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shard(index, count))
        .withMessageContaining("shard " + named + " (expected: ");
  }

  @Test
  void shardOfAnUnknownNumberOfHosts_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbeOrder(Transport.TCP, FIVE_PORTS, -1, 1, null, new Shard(0, 2)));
  }

  @Property(tries = 200)
  void eachPortOfEachHost_occursOnce(
      @ForAll @IntRange(min = 1, max = 40) int hosts,
      @ForAll @IntRange(min = 1, max = 60) int ports,
      @ForAll @IntRange(min = 1, max = 8) int parts,
      @ForAll boolean shuffled,
      @ForAll long key) {
    int[] numbers = IntStream.rangeClosed(1, ports).toArray();
    ProbeOrder order = new ProbeOrder(Transport.TCP, numbers, hosts, parts, shuffled ? key : null);

    List<List<Long>> pairs = new ArrayList<>();
    for (long unit = 0; unit < (long) hosts * parts; unit++) {
      for (int position = 0; position < order.positions(unit); position++) {
        long host = order.host(unit);
        int port = order.port(unit, position);
        assertThat(host).isBetween(0L, hosts - 1L);
        assertThat(port).isBetween(1, ports);
        pairs.add(List.of(host, (long) port));
      }
    }

    assertThat(pairs).hasSize(hosts * ports).doesNotHaveDuplicates();
  }
}
