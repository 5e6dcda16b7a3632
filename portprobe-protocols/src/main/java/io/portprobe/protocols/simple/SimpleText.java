package io.portprobe.protocols.simple;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The text of a server that sends it and closes: the finding of the protocols
 *
 * <ul>
 *   <li>{@code "daytime"} (RFC 867, tcp/13 and udp/13): one line that contains a time of day;
 *   <li>{@code "qotd"}, quote of the day (RFC 865, tcp/17 and udp/17): any text of at most 512
 *       bytes. Any service may send a text, so {@link #facts()} is empty;
 *   <li>{@code "finger"} (RFC 1288, tcp/79): a text that mentions logins, users or plans.
 * </ul>
 *
 * Immutable and thread-safe. Implemented by portprobe only.
 */
public interface SimpleText extends Finding {
  /**
   * Returns the protocol.
   *
   * @return {@code "daytime"}, {@code "qotd"} or {@code "finger"}
   */
  String protocol();

  /**
   * Returns the lines of the text.
   *
   * @return at least one escaped line
   */
  List<String> text();

  /**
   * Returns whether the server closed the connection after the text.
   *
   * @return false if the deadline passed before; true over UDP
   */
  boolean complete();
}
