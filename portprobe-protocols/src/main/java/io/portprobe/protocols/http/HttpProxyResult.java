package io.portprobe.protocols.http;

/**
 * The response of an HTTP proxy to a CONNECT request. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface HttpProxyResult extends HttpResponse {
  /**
   * Returns the destination of the request.
   *
   * @return host and port
   */
  String destination();

  /**
   * Returns what the proxy did.
   *
   * @return the kind of the response
   */
  Kind kind();

  /** What a proxy did with a CONNECT request. */
  enum Kind {
    /** It connected to the destination (2xx). */
    CONNECTED,
    /** It requires authentication (407). */
    AUTHENTICATION_REQUIRED,
    /** Its rules or its limits forbid the connection (403, or another error). */
    DENIED,
    /** It tried, and the connection failed (502, 503, 504). */
    DESTINATION_FAILED
  }
}
