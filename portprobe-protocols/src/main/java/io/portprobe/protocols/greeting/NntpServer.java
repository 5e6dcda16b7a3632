package io.portprobe.protocols.greeting;

import java.util.List;
import java.util.Optional;

/** A news server (RFC 3977). Immutable and thread-safe. Implemented by portprobe only. */
public interface NntpServer extends GreetingServer {
  /**
   * Returns whether the greeting permits to post articles.
   *
   * @return false after a greeting with code 201, and after a refusal
   */
  boolean postingAllowed();

  /**
   * Returns the implementation that the server names (RFC 3977 section 3.3.2).
   *
   * @return text of the server; empty if it names none
   */
  Optional<String> implementation();

  /**
   * Returns the authentication mechanisms that the server lists (RFC 4643).
   *
   * @return an unmodifiable list of SASL names, possibly empty
   */
  List<String> authMechanisms();
}
