package io.portprobe;

import java.util.concurrent.CompletableFuture;

/**
 * A probe of the path to a TCP port through a proxy: {@link PortProbe#through}. Immutable and
 * thread-safe.
 */
@CheckReturnValue
public interface ProxyProbe {
  /**
   * Sets the name and password for the proxy: Basic authentication over HTTP (RFC 7617), or the
   * name and password of SOCKS 5 (RFC 1929). Both send the password in the clear. Default: none.
   *
   * @param user 1 to 255 bytes in UTF-8, without a colon
   * @param password 1 to 255 bytes in UTF-8
   * @return a changed copy
   * @throws IllegalArgumentException if the user or the password has another form; the message does
   *     not contain the password
   */
  ProxyProbe credentials(String user, String password);

  /**
   * Connects to the proxy, requests a connection to the endpoint, and closes it. Sends nothing to
   * the endpoint.
   *
   * @return a future with the properties described in {@link PortProbe}
   */
  CompletableFuture<ProxyReport> report();
}
