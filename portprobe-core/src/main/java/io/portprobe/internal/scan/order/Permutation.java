package io.portprobe.internal.scan.order;

/**
 * A keyed order of the numbers below n that needs no memory: a Feistel network over the smallest
 * even number of bits that holds them, walked on until it is back in the range. Each tweak gives
 * another order.
 */
public final class Permutation {
  private static final int ROUNDS = 6;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long size;
  private final long key;
  private final int halfBits;
  private final long halfMask;

  Permutation(long size, long key) {
    if (size < 1) {
      throw new IllegalArgumentException("size: " + size + " (expected: at least 1)");
    }
    this.size = size;
    this.key = mix(key);
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(1, (bits + 1) / 2);
    this.halfMask = (1L << halfBits) - 1;
  }

  /** The number at a place, both from 0. */
  long at(long place, long tweak) {
    long value = place;
    do {
      value =
          shuffle(value, tweak); // less than four rounds on average: the range is over a quarter
    } while (value >= size);
    return value;
  }

  private long shuffle(long value, long tweak) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    long roundKey = key ^ mix(tweak);
    for (int round = 0; round < ROUNDS; round++) {
      roundKey += GOLDEN;
      long next = left ^ (mix(right ^ roundKey) & halfMask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  /** The finaliser of splitmix64 (Steele, Lea, Flood 2014). */
  public static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
