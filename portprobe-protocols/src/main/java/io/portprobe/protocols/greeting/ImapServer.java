package io.portprobe.protocols.greeting;

import java.util.List;
import java.util.Map;

/**
 * A mailbox server (RFC 9051, RFC 3501). Immutable and thread-safe. Implemented by portprobe only.
 */
public interface ImapServer extends GreetingServer {
  /**
   * Returns what the server says about itself (RFC 2971).
   *
   * @return an unmodifiable map, for example {@code name} to {@code Dovecot}; empty if the server
   *     does not offer {@code ID} or returns nothing
   */
  Map<String, String> id();

  /**
   * Returns the authentication mechanisms that the server lists.
   *
   * @return an unmodifiable list of SASL names, possibly empty
   */
  List<String> authMechanisms();
}
