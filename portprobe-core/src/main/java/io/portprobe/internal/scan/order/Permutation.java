package io.portprobe.internal.scan.order;

/**
 * A keyed permutation of the numbers from 0 to n-1 that needs no memory. Immutable.
 *
 * <p>This is a Feistel network over the smallest even number of bits that holds the numbers,
 * applied again until the result is below n: the cycle walking of Black and Rogaway, "Ciphers with
 * Arbitrary Finite Domains" (2002). The round function is the finaliser of splitmix64. The order
 * only spreads the load over networks and is no secret, so {@value #ROUNDS} rounds suffice, unlike
 * in a cipher for format-preserving encryption.
 */
public final class Permutation {
  private static final int ROUNDS = 6;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long size;
  private final long key;
  private final int halfBits;
  private final long halfMask;

  /**
   * Creates a permutation.
   *
   * @param size the number of values, at least 1
   * @param key selects the permutation
   */
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

  /**
   * Returns the number at a place.
   *
   * @param place from 0 to n-1
   * @param tweak selects one of the permutations of the key
   */
  long at(long place, long tweak) {
    long value = place;
    do { // less than four times on average, since n is over a quarter of the domain
      value = shuffle(value, tweak);
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

  /** Returns the output of splitmix64 for a state (Steele, Lea and Flood, 2014): a 64-bit hash. */
  public static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
