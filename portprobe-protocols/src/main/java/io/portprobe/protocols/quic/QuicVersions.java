package io.portprobe.protocols.quic;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The versions in a version negotiation packet (RFC 8999 section 6). Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface QuicVersions extends Finding {
  /**
   * Returns the versions by name, without those of the reserved pattern.
   *
   * @return in the order received, at most 256: {@code "QUIC v1"}, {@code "QUIC v2"}, {@code
   *     "draft-29"}, {@code "Q050"} (Google), otherwise the number in hexadecimal
   */
  List<String> versions();

  /**
   * Returns the versions by number, without those of the reserved pattern.
   *
   * @return in the order received, 1 to 4294967295
   */
  List<Long> numbers();

  /**
   * Returns whether the server also sent a version of the reserved pattern {@code 0x?a?a?a?a}, so
   * that clients learn to ignore unknown versions.
   *
   * @return true if it did
   */
  boolean greased();
}
