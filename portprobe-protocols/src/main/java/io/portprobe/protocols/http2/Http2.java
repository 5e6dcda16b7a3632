package io.portprobe.protocols.http2;

/**
 * The protocol {@code "h2"}: HTTP/2 (RFC 9113). It shares tcp/443 with {@code http}, which takes
 * precedence, so it is chosen by name: {@code as("h2")}. It has no options.
 *
 * <p>Over TLS the client offers {@code h2} by ALPN; a server that does not choose it is a mismatch.
 * Without TLS the client assumes that the server supports HTTP/2 (prior knowledge, RFC 9113 section
 * 3.3). It sends the connection preface with empty SETTINGS, and reads the SETTINGS of the server,
 * which are the {@link Http2Result}. Then it acknowledges them, sends GOAWAY with NO_ERROR, and
 * closes the connection. A server that sends GOAWAY instead is a finding too.
 *
 * <p>The client never sends a request.
 */
public final class Http2 {
  private Http2() {}
}
