package io.portprobe.protocols.greeting;

import java.util.List;
import java.util.Optional;

/** A mailbox server (RFC 1939). Immutable and thread-safe. Implemented by portprobe only. */
public interface Pop3Server extends GreetingServer {
  /**
   * Returns the implementation that the server names (RFC 2449 section 6.9).
   *
   * @return text of the server; empty if it names none
   */
  Optional<String> implementation();

  /**
   * Returns the authentication mechanisms that the server lists (RFC 5034).
   *
   * @return an unmodifiable list of SASL names, possibly empty
   */
  List<String> authMechanisms();
}
