package io.portprobe.internal.targets;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of addresses, as intervals of their {@linkplain AddressRange#number numbers} that neither
 * touch nor overlap. An operation takes logarithmic time for each interval that it meets.
 */
final class IntervalSet {
  private final NavigableMap<BigInteger, BigInteger> ends = new TreeMap<>();

  /** Adds all addresses of a range. */
  void add(AddressRange range) {
    BigInteger from = range.first();
    BigInteger to = range.last();
    Map.Entry<BigInteger, BigInteger> other = ends.floorEntry(to.add(BigInteger.ONE));
    while (other != null && other.getValue().compareTo(from.subtract(BigInteger.ONE)) >= 0) {
      from = from.min(other.getKey());
      to = to.max(other.getValue());
      ends.remove(other.getKey());
      other = ends.floorEntry(to.add(BigInteger.ONE));
    }
    ends.put(from, to);
  }

  /** Whether an address with this number is in the set. */
  boolean contains(BigInteger number) {
    Map.Entry<BigInteger, BigInteger> below = ends.floorEntry(number);
    return below != null && below.getValue().compareTo(number) >= 0;
  }

  /** Returns the parts of a range that are not in the set, in ascending order. */
  List<AddressRange> missing(AddressRange range) {
    List<AddressRange> parts = new ArrayList<>();
    BigInteger next = range.first();
    BigInteger last = range.last();
    Map.Entry<BigInteger, BigInteger> taken = ends.floorEntry(next);
    if (taken == null || taken.getValue().compareTo(next) < 0) {
      taken = ends.higherEntry(next);
    }
    while (taken != null && taken.getKey().compareTo(last) <= 0) {
      if (taken.getKey().compareTo(next) > 0) {
        parts.add(AddressRange.of(next, taken.getKey().subtract(BigInteger.ONE)));
      }
      next = taken.getValue().add(BigInteger.ONE);
      taken = ends.higherEntry(taken.getKey());
    }
    if (next.compareTo(last) <= 0) {
      parts.add(AddressRange.of(next, last));
    }
    return parts;
  }
}
