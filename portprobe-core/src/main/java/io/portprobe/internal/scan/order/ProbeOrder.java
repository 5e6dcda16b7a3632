package io.portprobe.internal.scan.order;

import io.portprobe.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The order of one transport of a scan. Its units are numbered in the order in which they are
 * begun; each is one host with one part of the ports. Where there are few hosts, their ports are
 * cut into parts, so that several loops have work.
 */
public final class ProbeOrder {
  private final Transport transport;
  private final int[] ports;
  private final int parts;
  private final @Nullable Permutation hostOrder;
  private final @Nullable Permutation portOrder;

  /**
   * Creates an order.
   *
   * @param ports the ports in the order given; not copied
   * @param hosts the number of hosts; negative if it is unknown
   * @param parts into how many parts the ports of a host are divided
   * @param key the key of the shuffled order; null for the order given
   */
  public ProbeOrder(Transport transport, int[] ports, long hosts, int parts, @Nullable Long key) {
    this.transport = transport;
    this.ports = ports;
    this.parts = parts;
    this.hostOrder = key == null || hosts < 1 ? null : new Permutation(hosts, key);
    this.portOrder = key == null ? null : new Permutation(ports.length, ~key);
  }

  public Transport transport() {
    return transport;
  }

  public int parts() {
    return parts;
  }

  /** The index of the host of a unit. */
  public long host(long unit) {
    long place = unit / parts;
    return hostOrder == null ? place : hostOrder.at(place, 0);
  }

  /** How many ports a unit has. */
  public int positions(long unit) {
    int part = (int) (unit % parts);
    return start(part + 1) - start(part);
  }

  public int port(long unit, int position) {
    int place = start((int) (unit % parts)) + position;
    return ports[portOrder == null ? place : (int) portOrder.at(place, unit / parts)];
  }

  private int start(int part) {
    return (int) ((long) ports.length * part / parts);
  }
}
