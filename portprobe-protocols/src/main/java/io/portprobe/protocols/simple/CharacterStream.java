package io.portprobe.protocols.simple;

import io.portprobe.spi.Finding;

/**
 * The characters of a character generator (RFC 864): the finding of the protocol {@code "chargen"},
 * bound to tcp/19 and udp/19.
 *
 * <p>The client receives at least three lines (two over UDP), of which each is the one before
 * without its first character and with a new one at its end. It then closes the endless stream.
 * Immutable and thread-safe. Implemented by portprobe only.
 */
public interface CharacterStream extends Finding {
  /**
   * Returns the number of characters of a line.
   *
   * @return 20 to 512; 72 in the pattern of RFC 864
   */
  int lineLength();
}
