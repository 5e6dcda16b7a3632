package io.portprobe.protocols.http;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "http"}: HTTP/1.1 (RFC 9110, RFC 9112), bound to tcp/80 and
 * tcp/8080, and over TLS to tcp/443 and tcp/8443.
 *
 * <p>The client sends one request without a body, by default {@code HEAD / HTTP/1.1} with the
 * fields {@code Host}, {@code User-Agent}, {@code Accept} and {@code Connection: close}. It reads
 * the head of the response, which is the {@link HttpResult}, and closes the connection. Interim
 * responses (1xx) are skipped. Over TLS it offers {@code http/1.1} by ALPN; {@link
 * io.portprobe.DialogueReport#tls()} has the certificate.
 *
 * <p>The client never sends credentials, cookies or a body, never follows a redirect, and never
 * reads a body.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value outside its range.
 */
public final class Http {
  /**
   * The method of the request. Default: {@link Method#HEAD}. A server that does not implement it
   * responds with the status 405 or 501, which is a finding.
   */
  public static final ProtocolOption<Method> METHOD =
      ProtocolOption.of("http.method", Method.HEAD).describedAs("The method of the request.");

  /**
   * The path and query of the request, 1 to 2000 visible ASCII characters, beginning with a slash.
   * {@code *} is valid for {@link Method#OPTIONS} only. Default: {@code /}.
   */
  public static final ProtocolOption<String> PATH =
      ProtocolOption.of("http.path", "/", HttpValues::isTarget, HttpValues.TARGET)
          .describedAs("The path and query of the request.");

  /**
   * The value of the field {@code Host}: a name, with a port if it is not the default one, 1 to 255
   * visible ASCII characters. Over TLS its name is also the server name (SNI). Default: the host
   * and port of the probe, the empty string.
   */
  public static final ProtocolOption<String> HOST =
      ProtocolOption.of("http.host", "", HttpValues::isHost, HttpValues.HOST)
          .describedAs("The value of the field Host.");

  /**
   * The value of the field {@code User-Agent}: at most 200 printable ASCII characters. The empty
   * string sends no field. Default: {@code portprobe}.
   */
  public static final ProtocolOption<String> USER_AGENT =
      ProtocolOption.of("http.userAgent", "portprobe", HttpValues::isText, HttpValues.TEXT)
          .describedAs("The value of the field User-Agent, empty to send none.");

  private Http() {}

  /** A method without a body (RFC 9110 section 9.3). */
  public enum Method {
    /** The head of the response to {@code GET}. */
    HEAD,
    /** The resource. The client reads only the head of the response. */
    GET,
    /** The communication options of the resource or, with the path {@code *}, of the server. */
    OPTIONS
  }
}
