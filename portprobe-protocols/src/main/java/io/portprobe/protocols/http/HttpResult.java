package io.portprobe.protocols.http;

/**
 * The response of a server to one HTTP/1.1 request. Any status is a finding: 401, 403, 404 and 505
 * prove an HTTP server as 200 does. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface HttpResult extends HttpResponse {
  /**
   * Returns whether the server requires authentication (RFC 9110 sections 15.5.2 and 15.5.8).
   *
   * @return true for the status 401 and 407; the fields {@code WWW-Authenticate} and {@code
   *     Proxy-Authenticate} name the schemes
   */
  default boolean requiresAuthentication() {
    return status() == 401 || status() == 407;
  }

  /**
   * Returns whether the response redirects the client to {@link #location()}.
   *
   * @return true for the status 300 to 399 with a location
   */
  default boolean isRedirect() {
    return status() / 100 == 3 && location().isPresent();
  }
}
