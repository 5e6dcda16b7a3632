package io.portprobe.protocols.simple;

import io.portprobe.spi.Finding;

/**
 * The response of an echo server (RFC 862): the finding of the protocol {@code "echo"}, bound to
 * tcp/7 and udp/7.
 *
 * <p>The client sends 16 random hexadecimal digits and a line end, and receives the same bytes.
 * Immutable and thread-safe. Implemented by portprobe only.
 */
public interface EchoReply extends Finding {
  /**
   * Returns the number of bytes that the server returned unchanged.
   *
   * @return 18
   */
  int bytes();
}
