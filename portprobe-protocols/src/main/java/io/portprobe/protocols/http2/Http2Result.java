package io.portprobe.protocols.http2;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The SETTINGS of an HTTP/2 server (RFC 9113 section 6.5), or its GOAWAY. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface Http2Result extends Finding {
  /**
   * Returns whether the client used HTTP/2 without TLS.
   *
   * @return false if TLS negotiated it by ALPN
   */
  boolean priorKnowledge();

  /**
   * Returns the setting HEADER_TABLE_SIZE.
   *
   * @return bytes, 0 to 4294967295; empty if the server did not send it (default: 4096)
   */
  OptionalLong headerTableSize();

  /**
   * Returns the setting MAX_CONCURRENT_STREAMS.
   *
   * @return 0 to 4294967295; empty if the server did not send it (default: no limit)
   */
  OptionalLong maxConcurrentStreams();

  /**
   * Returns the setting INITIAL_WINDOW_SIZE.
   *
   * @return bytes, 0 to 4294967295; empty if the server did not send it (default: 65535)
   */
  OptionalLong initialWindowSize();

  /**
   * Returns the setting MAX_FRAME_SIZE.
   *
   * @return bytes, 0 to 4294967295; empty if the server did not send it (default: 16384)
   */
  OptionalLong maxFrameSize();

  /**
   * Returns the setting MAX_HEADER_LIST_SIZE.
   *
   * @return bytes, 0 to 4294967295; empty if the server did not send it (default: no limit)
   */
  OptionalLong maxHeaderListSize();

  /**
   * Returns the setting ENABLE_CONNECT_PROTOCOL: WebSocket over HTTP/2 (RFC 8441).
   *
   * @return 0 or 1; empty if the server did not send it (default: 0)
   */
  OptionalLong enableConnectProtocol();

  /**
   * Returns all settings in the order received.
   *
   * @return names and values, for example {@code "MAX_CONCURRENT_STREAMS: 128"}; at most 64
   */
  List<String> settings();

  /**
   * Returns the error by which the server ended the connection instead (RFC 9113 section 7).
   *
   * @return for example {@code "INADEQUATE_SECURITY (12)"}; empty if the server sent SETTINGS
   */
  Optional<String> goAway();
}
