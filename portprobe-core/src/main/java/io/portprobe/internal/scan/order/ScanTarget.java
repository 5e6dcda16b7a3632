package io.portprobe.internal.scan.order;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One address of one host, as one unit of a scan asks it.
 *
 * @param layout how positions become ports
 * @param unit the unit
 * @param index which of the chosen addresses of the host it is, from 0
 * @param name the host as it was given; null if it was given as this address
 * @param address the address; null if there is none to ask
 */
public record ScanTarget(
    ProbeOrder layout, long unit, int index, @Nullable String name, @Nullable InetAddress address) {
  public Transport transport() {
    return layout.transport();
  }

  public String host() {
    if (name != null) {
      return name;
    }
    return address == null ? "" : address.getHostAddress();
  }

  /** The address of a target that has one. */
  public InetAddress known() {
    return Objects.requireNonNull(address, "address");
  }

  public Endpoint endpoint(int port) {
    return new Endpoint(transport(), host(), port);
  }

  public int port(int position) {
    return layout.port(unit, position);
  }
}
