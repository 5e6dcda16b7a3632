package io.portprobe.internal.scan.order;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One address of one host, with the ports that one unit of a scan probes there.
 *
 * @param order maps positions to ports
 * @param unit the number of the unit
 * @param index which of the chosen addresses of the host this is, from 0
 * @param name the host as the caller gave it; null if the caller gave this address
 * @param address the address as it was given or resolved; null if the name was not resolved
 */
public record ScanTarget(
    ProbeOrder order, long unit, int index, @Nullable String name, @Nullable InetAddress address) {
  public Transport transport() {
    return order.transport();
  }

  /** Returns the host as the caller gave it. */
  public String host() {
    if (name != null) {
      return name;
    }
    return address == null ? "" : AddressText.of(address);
  }

  /**
   * Returns the address to connect or send to, which is a loopback address instead of 0.0.0.0 and
   * ::.
   *
   * @throws NullPointerException if the name was not resolved
   */
  public InetAddress requireAddress() {
    InetAddress given = Objects.requireNonNull(address, "address");
    return given.isAnyLocalAddress() ? AddressForms.reachable(given) : given;
  }

  /** Returns the endpoint of a port of this host. */
  public Endpoint endpoint(int port) {
    return new Endpoint(transport(), host(), port);
  }

  /** Returns the number of ports. */
  public int positions() {
    return order.positions(unit);
  }

  /** Returns the port at a position, from 0. */
  public int port(int position) {
    return order.port(unit, position);
  }
}
