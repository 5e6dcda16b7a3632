package io.portprobe.internal.scan;

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
record Target(
    Layout layout, long unit, int index, @Nullable String name, @Nullable InetAddress address) {
  Transport transport() {
    return layout.transport();
  }

  String host() {
    if (name != null) {
      return name;
    }
    return address == null ? "" : address.getHostAddress();
  }

  /** The address of a target that has one. */
  InetAddress known() {
    return Objects.requireNonNull(address, "address");
  }

  Endpoint endpoint(int port) {
    return new Endpoint(transport(), host(), port);
  }

  int port(int position) {
    return layout.port(unit, position);
  }
}
