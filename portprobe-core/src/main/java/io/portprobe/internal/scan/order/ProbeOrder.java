package io.portprobe.internal.scan.order;

import io.portprobe.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The order of the probes over one transport of a scan. Immutable.
 *
 * <p>The work is divided into units, numbered from 0 in the order in which they start. A unit is
 * one host with one part of the ports. A scan of few hosts divides the ports into several parts, so
 * that each event loop has work. The ports of a unit are numbered by position, from 0. The order of
 * a shard has the hosts and ports of that shard only.
 */
public final class ProbeOrder {
  private final Transport transport;
  private final int[] ports;
  private final int parts;
  private final ShardLayout layout;
  private final @Nullable Permutation hostOrder;
  private final @Nullable Permutation portOrder;

  /**
   * Creates an order.
   *
   * @param ports the ports in the order given; not copied
   * @param hosts the number of hosts; negative if it is unknown, for hosts in the order given
   * @param parts into how many parts the ports of a host are divided
   * @param key the key of the shuffled order; null for the order given
   */
  public ProbeOrder(Transport transport, int[] ports, long hosts, int parts, @Nullable Long key) {
    this(transport, ports, hosts, parts, key, Shard.WHOLE);
  }

  /**
   * Creates the order of a shard.
   *
   * @param ports the ports in the order given; not copied
   * @param hosts the number of hosts of all shards; negative if it is unknown, for all hosts in the
   *     order given
   * @param parts into how many parts the ports of a host are divided
   * @param key the key of the shuffled order; null for the order given
   * @param shard the shard; the whole if the number of hosts is unknown
   */
  public ProbeOrder(
      Transport transport, int[] ports, long hosts, int parts, @Nullable Long key, Shard shard) {
    this.transport = transport;
    this.ports = ports;
    this.parts = parts;
    this.layout = new ShardLayout(shard, hosts, ports.length);
    this.hostOrder = key == null || hosts < 1 ? null : new Permutation(hosts, key);
    this.portOrder = key == null ? null : new Permutation(ports.length, ~key);
  }

  public Transport transport() {
    return transport;
  }

  /** Returns into how many parts the ports of a host are divided. */
  public int parts() {
    return parts;
  }

  /**
   * Returns the number of units.
   *
   * @throws ArithmeticException if it exceeds a long, also if the number of hosts is unknown and
   *     the ports are divided
   */
  public long units() {
    return Math.multiplyExact(layout.hosts(), parts);
  }

  /** Returns the index of the host of a unit. */
  public long host(long unit) {
    long place = layout.place(unit / parts);
    return hostOrder == null ? place : hostOrder.at(place, 0);
  }

  /** Returns the number of ports of a unit. */
  public int positions(long unit) {
    int part = (int) (unit % parts);
    return start(unit, part + 1) - start(unit, part);
  }

  /** Returns the port at a position of a unit. Each host has its own shuffled order. */
  public int port(long unit, int position) {
    int place = start(unit, (int) (unit % parts)) + position;
    return ports[portOrder == null ? place : (int) portOrder.at(place, layout.place(unit / parts))];
  }

  /** Returns the place in the order of ports at which a part of the host of a unit starts. */
  private int start(long unit, int part) {
    long host = unit / parts;
    return layout.firstPort(host) + (int) ((long) layout.ports(host) * part / parts);
  }
}
