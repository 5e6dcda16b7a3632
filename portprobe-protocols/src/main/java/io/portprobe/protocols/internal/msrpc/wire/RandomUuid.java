package io.portprobe.protocols.internal.msrpc.wire;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Random UUIDs (RFC 9562 section 5.4) from a generator that does not block. {@link
 * UUID#randomUUID()} reads the system's random device, which an event loop must not do.
 */
public final class RandomUuid {
  private RandomUuid() {}

  /** Returns the next random UUID of a generator. */
  public static UUID of(RandomGenerator random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | (1L << 63);
    return new UUID(high, low);
  }
}
