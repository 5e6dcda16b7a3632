package io.portprobe.internal.scan.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
