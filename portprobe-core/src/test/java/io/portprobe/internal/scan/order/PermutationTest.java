package io.portprobe.internal.scan.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PermutationTest {
  @Property(tries = 200)
  @Label("A permutation contains each number once")
  void bijection(
      @ForAll @IntRange(min = 1, max = 20_000) int size, @ForAll long key, @ForAll long tweak) {
    Permutation permutation = new Permutation(size, key);
    BitSet seen = new BitSet(size);
    for (int place = 0; place < size; place++) {
      long value = permutation.at(place, tweak);
      assertThat(value).isBetween(0L, size - 1L);
      seen.set((int) value);
    }
    assertThat(seen.cardinality()).isEqualTo(size);
  }

  @Property(tries = 200)
  @Label("A permutation of any size stays in its range")
  void range(
      @ForAll @LongRange(min = 1, max = 1L << 60) long size,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long anywhere,
      @ForAll long key) {
    assertThat(new Permutation(size, key).at(anywhere % size, 1)).isBetween(0L, size - 1);
  }

  @Property(tries = 100)
  @Label("Different keys give different orders and the same key the same order")
  void keys(@ForAll long key) {
    Permutation one = new Permutation(1_000, key);
    Permutation same = new Permutation(1_000, key);
    Permutation other = new Permutation(1_000, key + 1);
    int moved = 0;
    for (int place = 0; place < 1_000; place++) {
      assertThat(one.at(place, 7)).isEqualTo(same.at(place, 7));
      moved += one.at(place, 7) == other.at(place, 7) ? 0 : 1;
    }
    assertThat(moved).isGreaterThan(900);
  }
}
