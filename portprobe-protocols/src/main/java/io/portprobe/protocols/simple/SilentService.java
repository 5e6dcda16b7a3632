package io.portprobe.protocols.simple;

import io.portprobe.spi.Finding;
import java.time.Duration;

/**
 * A server that accepts a connection and stays silent: the finding of the protocols {@code
 * "discard"} (RFC 863, tcp/9) and {@code "syslog"} (RFC 6587, tcp/514 and tcp/601; with TLS, RFC
 * 5425, tcp/6514).
 *
 * <p>A server of these protocols never responds, and neither does a server of another protocol that
 * waits for its request. So the finding says that the port behaves in the expected way, and does
 * not prove the protocol: {@link #facts()} is empty. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface SilentService extends Finding {
  /**
   * Returns the protocol that the server may speak.
   *
   * @return {@code "discard"} or {@code "syslog"}
   */
  String protocol();

  /**
   * Returns the number of bytes that the client sent.
   *
   * @return 18 to a discard server, 0 to a syslog server, which would store them
   */
  int sent();

  /**
   * Returns for how long the server stayed silent.
   *
   * @return the time that the client waited
   */
  Duration silence();
}
