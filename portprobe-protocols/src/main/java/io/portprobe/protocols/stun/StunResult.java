package io.portprobe.protocols.stun;

import io.portprobe.spi.Finding;
import java.util.Optional;

/**
 * The response of a STUN server to a Binding request (RFC 8489): the finding of the protocol {@code
 * "stun"}, bound to udp/3478, tcp/3478, and tcp/5349 with TLS.
 *
 * <p>The client sends one request of 20 bytes with a random transaction id. An error response is a
 * finding too. Texts are escaped and have at most 255 characters. Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface StunResult extends Finding {
  /**
   * Returns the address of the client as the server sees it (XOR-MAPPED-ADDRESS, or MAPPED-ADDRESS
   * of older servers).
   *
   * @return for example {@code "192.0.2.1:50000"} or {@code "[2001:db8::1]:50000"}; empty in an
   *     error response
   */
  Optional<String> mappedAddress();

  /**
   * Returns the software of the server.
   *
   * @return the attribute SOFTWARE, for example {@code "Coturn-4.6.1 'Gorst'"}
   */
  Optional<String> software();

  /**
   * Returns code and text of an error response (ERROR-CODE).
   *
   * @return for example {@code "401 Unauthorized"}; empty in a success response
   */
  Optional<String> error();

  /**
   * Returns the realm that the server requires credentials for.
   *
   * @return the attribute REALM of an error response
   */
  Optional<String> realm();

  /**
   * Returns the address from which the server responded (RESPONSE-ORIGIN, RFC 5780).
   *
   * @return an address as {@link #mappedAddress()}
   */
  Optional<String> responseOrigin();

  /**
   * Returns another address of the server (OTHER-ADDRESS, RFC 5780; CHANGED-ADDRESS, RFC 3489). The
   * client sends nothing there.
   *
   * @return an address as {@link #mappedAddress()}
   */
  Optional<String> otherAddress();
}
