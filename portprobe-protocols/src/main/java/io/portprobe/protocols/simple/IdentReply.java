package io.portprobe.protocols.simple;

import io.portprobe.spi.Finding;

/**
 * The response of an identification server (RFC 1413): the finding of the protocol {@code "ident"},
 * bound to tcp/113.
 *
 * <p>The client queries two random ports, between which no connection exists, so that a correct
 * server names no user. The response must contain the same ports. Texts are escaped. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface IdentReply extends Finding {
  /**
   * Returns the type of the response.
   *
   * @return {@code "ERROR"} or {@code "USERID"}
   */
  String type();

  /**
   * Returns what follows the type.
   *
   * @return for example {@code "NO-USER"}, or operating system and user of a server that invents
   *     one
   */
  String detail();
}
