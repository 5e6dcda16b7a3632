package io.portprobe.internal.scan.order;

import io.portprobe.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The order of the probes over one transport of a scan. Immutable.
 *
 * <p>The work is divided into units, numbered from 0 in the order in which they start. A unit is
 * one host with one part of the ports. A scan of few hosts divides the ports into several parts, so
 * that each event loop has work. The ports of a unit are numbered by position, from 0.
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
   * @param hosts the number of hosts; negative if it is unknown, for hosts in the order given
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

  /** Returns into how many parts the ports of a host are divided. */
  public int parts() {
    return parts;
  }

  /** Returns the index of the host of a unit. */
  public long host(long unit) {
    long place = unit / parts;
    return hostOrder == null ? place : hostOrder.at(place, 0);
  }

  /** Returns the number of ports of a unit. */
  public int positions(long unit) {
    int part = (int) (unit % parts);
    return start(part + 1) - start(part);
  }

  /** Returns the port at a position of a unit. Each host has its own shuffled order. */
  public int port(long unit, int position) {
    int place = start((int) (unit % parts)) + position;
    return ports[portOrder == null ? place : (int) portOrder.at(place, unit / parts)];
  }

  private int start(int part) {
    return (int) ((long) ports.length * part / parts);
  }
}
