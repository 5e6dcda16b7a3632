package io.portprobe.protocols.http;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "http-proxy"}: the method CONNECT (RFC 9110 section 9.3.6),
 * bound to tcp/3128 and, after {@code http}, to tcp/8080.
 *
 * <p>The client sends one CONNECT request, reads the head of the response, and closes the
 * connection. The finding is an {@link HttpProxyResult}. Without {@link #DESTINATION} the request
 * names {@code portprobe.invalid:443}, a host that cannot exist (RFC 6761 section 6.4), so that the
 * proxy makes no connection. A server that responds as an HTTP server without CONNECT does (for
 * example with the status 400, 404, 405 or 501) is a mismatch.
 *
 * <p>The client never sends credentials, and never sends data through the tunnel.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value outside its range.
 */
public final class HttpProxy {
  /**
   * The destination of the CONNECT request, {@code host:port}; the proxy then connects to it.
   * Default: none, the empty string.
   */
  public static final ProtocolOption<String> DESTINATION =
      ProtocolOption.of(
              "http-proxy.destination", "", HttpValues::isDestination, HttpValues.DESTINATION)
          .describedAs("The host and port that the proxy connects to, empty for none.");

  private HttpProxy() {}
}
