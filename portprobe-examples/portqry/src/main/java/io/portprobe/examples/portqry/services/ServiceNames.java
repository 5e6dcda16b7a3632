package io.portprobe.examples.portqry.services;

import io.portprobe.Transport;
import java.util.Optional;

/** Service names, which the output shows in parentheses after a port. */
public interface ServiceNames {
  /**
   * Returns the service name that is registered for a port.
   *
   * @param transport the transport, since TCP and UDP names differ
   * @param port 1 to 65535
   * @return the name; empty if none is registered
   */
  Optional<String> name(Transport transport, int port);
}
