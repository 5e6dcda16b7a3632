package io.portprobe.protocols.http;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "websocket"} (RFC 6455). It shares the ports of {@code http},
 * which takes precedence there, so it is chosen by name: {@code as("websocket")}.
 *
 * <p>The client sends one upgrade request with a random key. It checks the fields {@code Upgrade},
 * {@code Connection} and {@code Sec-WebSocket-Accept} of the response, sends a close frame with the
 * code 1000, and closes the connection. The finding is a {@link WebSocketResult}. A server that
 * requires authentication, forbids the request, or supports another version is a finding too. An
 * HTTP server that does not upgrade is a mismatch.
 *
 * <p>The client never sends a message, credentials or cookies, and never follows a redirect.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value outside its range.
 */
public final class WebSocket {
  /**
   * The path and query of the request, 1 to 2000 visible ASCII characters, beginning with a slash.
   * Default: {@code /}.
   */
  public static final ProtocolOption<String> PATH =
      ProtocolOption.of("websocket.path", "/", HttpValues::isTarget, HttpValues.TARGET)
          .describedAs("The path and query of the request.");

  /**
   * The value of the field {@code Host}, as {@link Http#HOST}. Default: the host and port of the
   * probe, the empty string.
   */
  public static final ProtocolOption<String> HOST =
      ProtocolOption.of("websocket.host", "", HttpValues::isHost, HttpValues.HOST)
          .describedAs("The value of the field Host.");

  /**
   * The value of the field {@code Origin}, which some servers check (RFC 6455 section 10.2): at
   * most 200 printable ASCII characters. Default: the client sends no field, the empty string.
   */
  public static final ProtocolOption<String> ORIGIN =
      ProtocolOption.of("websocket.origin", "", HttpValues::isText, HttpValues.TEXT)
          .describedAs("The value of the field Origin, empty to send none.");

  /**
   * The subprotocols to offer (RFC 6455 section 1.9), separated by commas, for example {@code
   * mqtt,graphql-ws}. Default: none, the empty string.
   */
  public static final ProtocolOption<String> SUBPROTOCOLS =
      ProtocolOption.of("websocket.subprotocols", "", HttpValues::isTokens, HttpValues.TOKENS)
          .describedAs("The subprotocols to offer, separated by commas.");

  private WebSocket() {}
}
