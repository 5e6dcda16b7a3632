package io.portprobe.internal.scan.order;

/**
 * The hosts of a shard, numbered from 0, and the places of their ports in the order of ports.
 * Immutable.
 */
final class ShardLayout {
  private final Shard shard;
  private final int ports;
  private final long wholeHosts;
  private final long hosts;
  private final long start;
  private final long end;

  /**
   * Creates the layout.
   *
   * @param hosts the number of hosts of all shards; negative if it is unknown
   * @param ports the number of ports of each host, at least 1
   */
  ShardLayout(Shard shard, long hosts, int ports) {
    if (hosts < 0 && !shard.isWhole()) {
      throw new IllegalArgumentException("hosts: unknown (expected: a number, for a shard)");
    }
    this.shard = shard;
    this.ports = ports;
    this.wholeHosts = hosts < 0 ? Long.MAX_VALUE : hosts / shard.count();
    this.start = hosts < 0 ? 0 : shard.start(hosts, ports);
    this.end = hosts < 0 ? 0 : shard.end(hosts, ports);
    this.hosts = start == end ? wholeHosts : wholeHosts + (end - 1) / ports - start / ports + 1;
  }

  /** Returns the number of hosts, {@link Long#MAX_VALUE} if it is unknown. */
  long hosts() {
    return hosts;
  }

  /** Returns the place of a host in the order of the hosts of all shards. */
  long place(long host) {
    return host < wholeHosts
        ? host * shard.count() + shard.index()
        : wholeHosts * shard.count() + dividedHost(host);
  }

  /** Returns the place of the first port of a host. */
  int firstPort(long host) {
    return host < wholeHosts ? 0 : (int) Math.max(0, start - dividedHost(host) * ports);
  }

  /** Returns the number of ports of a host. */
  int ports(long host) {
    return host < wholeHosts
        ? ports
        : (int) Math.min(ports, end - dividedHost(host) * ports) - firstPort(host);
  }

  private long dividedHost(long host) {
    return start / ports + host - wholeHosts;
  }
}
