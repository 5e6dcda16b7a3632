package io.portprobe.protocols.http;

import java.util.Optional;

/**
 * The response of a server to a WebSocket upgrade request (RFC 6455 section 4.2). Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface WebSocketResult extends HttpResponse {
  /**
   * Returns whether the server upgraded the connection, with the right {@code
   * Sec-WebSocket-Accept}.
   *
   * @return false if it refused, see {@link #status()}
   */
  boolean upgraded();

  /**
   * Returns the subprotocol that the server chose.
   *
   * @return one of {@link WebSocket#SUBPROTOCOLS}; empty if the server chose none
   */
  Optional<String> subprotocol();
}
