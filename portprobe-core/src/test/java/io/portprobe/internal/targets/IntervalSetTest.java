package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IntervalSetTest {
  private static final int SPACE = 200;

  private final IntervalSet set = new IntervalSet();

  private static AddressRange range(long first, long last) {
    return AddressRange.of(BigInteger.valueOf(first), BigInteger.valueOf(last));
  }

  private void add(long first, long last) {
    set.add(range(first, last));
  }

  private boolean contains(long number) {
    return set.contains(BigInteger.valueOf(number));
  }

  @Test
  void emptySet_missesAll() {
    assertThat(contains(0)).isFalse();
    assertThat(set.missing(range(3, 7))).containsExactly(range(3, 7));
  }

  @Test
  void range_includesBothEnds() {
    add(3, 7);

    assertThat(contains(2)).isFalse();
    assertThat(contains(3)).isTrue();
    assertThat(contains(7)).isTrue();
    assertThat(contains(8)).isFalse();
  }

  @Test
  void missing_isWhatLiesBetween() {
    add(3, 4);
    add(8, 8);

    assertThat(set.missing(range(0, 10))).containsExactly(range(0, 2), range(5, 7), range(9, 10));
    assertThat(set.missing(range(4, 8))).containsExactly(range(5, 7));
    assertThat(set.missing(range(3, 4))).isEmpty();
    assertThat(set.missing(range(8, 8))).isEmpty();
    assertThat(set.missing(range(5, 5))).containsExactly(range(5, 5));
  }

  @Test
  void touchingAndOverlappingRanges_becomeOne() {
    add(3, 4);
    add(8, 9);
    add(5, 7);

    assertThat(set.missing(range(0, 12))).containsExactly(range(0, 2), range(10, 12));
    add(2, 20);
    assertThat(set.missing(range(0, 22))).containsExactly(range(0, 1), range(21, 22));
  }

  @Test
  void wholeIpv4Space_isOneRange() {
    AddressRange all = AddressRange.parse("0.0.0.0/0");
    set.add(AddressRange.parse("10.0.0.0/8"));

    assertThat(set.missing(all))
        .extracting(AddressRange::toString)
        .containsExactly("0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255");
    set.add(all);
    assertThat(set.missing(all)).isEmpty();
  }

  @Provide
  Arbitrary<AddressRange> ranges() {
    return Arbitraries.integers()
        .between(0, SPACE - 1)
        .tuple2()
        .map(ends -> range(Math.min(ends.get1(), ends.get2()), Math.max(ends.get1(), ends.get2())));
  }

  @Provide
  Arbitrary<List<AddressRange>> lists() {
    return ranges().list().ofMaxSize(12);
  }

  @Property(tries = 300)
  void set_agreesWithABitSet(
      @ForAll("lists") List<AddressRange> added, @ForAll("ranges") AddressRange query) {
    IntervalSet any = new IntervalSet();
    BitSet expected = new BitSet(SPACE);
    for (AddressRange range : added) {
      any.add(range);
      expected.set(range.first().intValue(), range.last().intValue() + 1);
    }

    for (int number = 0; number < SPACE; number++) {
      assertThat(any.contains(BigInteger.valueOf(number))).isEqualTo(expected.get(number));
    }
    BitSet missing = new BitSet(SPACE);
    for (AddressRange part : any.missing(query)) {
      assertThat(missing.intersects(bits(part))).isFalse();
      missing.or(bits(part));
    }
    BitSet expectedMissing = bits(query);
    expectedMissing.andNot(expected);
    assertThat(missing).isEqualTo(expectedMissing);
  }

  private static BitSet bits(AddressRange range) {
    BitSet bits = new BitSet(SPACE);
    bits.set(range.first().intValue(), range.last().intValue() + 1);
    return bits;
  }
}
