package io.portprobe.protocols.socks;

import io.portprobe.spi.Finding;
import java.util.Optional;

/** The response of a SOCKS server. Immutable and thread-safe. Implemented by portprobe only. */
public interface SocksResult extends Finding {
  /**
   * Returns the version of SOCKS.
   *
   * @return 5 or 4
   */
  int version();

  /**
   * Returns the method of authentication that a SOCKS 5 server chose (RFC 1928 section 3).
   *
   * @return for example {@code "none"}, {@code "user name and password"} or {@code "no acceptable
   *     method"}; empty with SOCKS 4
   */
  Optional<String> method();

  /**
   * Returns whether the proxy requires authentication.
   *
   * @return false if a SOCKS 5 server chose the method none, and with SOCKS 4
   */
  boolean requiresAuthentication();

  /**
   * Returns the destination of the request.
   *
   * @return the value of {@link Socks#DESTINATION}; empty if there is none
   */
  Optional<String> destination();

  /**
   * Returns the reply to the request for a connection.
   *
   * @return for example {@code "succeeded (0)"} or {@code "connection refused (5)"}; empty if the
   *     client sent no request
   */
  Optional<String> reply();

  /**
   * Returns whether the proxy connected to the destination.
   *
   * @return false without a destination
   */
  boolean connected();
}
