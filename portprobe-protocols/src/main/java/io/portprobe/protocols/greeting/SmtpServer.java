package io.portprobe.protocols.greeting;

import java.util.List;
import java.util.Optional;

/** A mail server (RFC 5321). Immutable and thread-safe. Implemented by portprobe only. */
public interface SmtpServer extends GreetingServer {
  /**
   * Returns the host name by which the server identifies itself in its response to EHLO or HELO.
   *
   * @return text of the server; empty if it sent none
   */
  Optional<String> hostName();

  /**
   * Returns the authentication mechanisms that the server lists (RFC 4954).
   *
   * @return an unmodifiable list of SASL names, possibly empty
   */
  List<String> authMechanisms();
}
