package io.portprobe.internal.scan.order;

/**
 * One of several disjoint shards of a scan, which together are the whole scan. Immutable.
 *
 * <p>Each shard takes every n-th host of the order of hosts, with all its ports, so that one shard
 * alone paces the probes to an address. The hosts at the end that are too few for one each are
 * divided by ports: their ports form one list, of which each shard takes one of n consecutive
 * parts. The sizes of two shards differ by at most one port of each transport, and a shard shares
 * at most two hosts with others.
 *
 * @param index which of the shards this is, from 0
 * @param count the number of shards
 */
public record Shard(int index, int count) {
  /** The maximum number of shards. */
  public static final int MAX_COUNT = 1_000_000;

  /** The whole scan. */
  public static final Shard WHOLE = new Shard(0, 1);

  /** Checks the numbers. */
  public Shard {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "shard count: " + count + " (expected: 1 to " + MAX_COUNT + ")");
    }
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "shard index: " + index + " (expected: 0 to " + (count - 1) + ")");
    }
  }

  /** Returns whether this is the only shard. */
  public boolean isWhole() {
    return count == 1;
  }

  /** Returns whether a host of a source of unknown length belongs to this shard. */
  public boolean contains(long host) {
    return host % count == index;
  }

  /**
   * Returns the number of hosts of this shard. A host whose ports are divided counts as the
   * fraction of the ports that this shard has.
   */
  public double hosts(long hosts, int ports) {
    long whole = hosts / count;
    long divided = end(hosts, ports) - start(hosts, ports);
    return whole + (double) divided / ports;
  }

  /** Returns where the part of this shard starts in the list of the divided ports. */
  long start(long hosts, int ports) {
    return hosts % count * ports * index / count; // less than 1e6 * 65535 * 1e6
  }

  /** Returns where the part of this shard ends in the list of the divided ports. */
  long end(long hosts, int ports) {
    return hosts % count * ports * (index + 1) / count;
  }
}
