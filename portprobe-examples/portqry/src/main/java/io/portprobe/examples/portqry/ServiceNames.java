package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import java.util.Optional;

/** What services are called: the names in parentheses behind a port. */
interface ServiceNames {
  /**
   * The name of the service that is registered for a port.
   *
   * @param transport TCP and UDP have names of their own
   * @param port 1 to 65535
   * @return the name, or nothing if none is registered
   */
  Optional<String> name(Transport transport, int port);
}
