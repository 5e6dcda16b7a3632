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
   * Sets the protocol to speak with the endpoint when the proxy has connected. The options, the TLS
   * settings, {@link PortProbe#tls()} and {@link PortProbe#plain()} of the probe that this was
   * created from apply. Default: none; nothing is sent to the endpoint.
   *
   * <p>{@link ProxyReport#dialogue()} has the result. TLS sends the name of the endpoint and checks
   * its certificate as in a probe without a proxy.
   *
   * @param protocol the name in any case, for example {@code "http"}
   * @return a changed copy
   * @throws IllegalArgumentException if no protocol has this name, or the protocol does not support
   *     TCP; the message lists the protocols that do
   */
  ProxyProbe as(String protocol);

  /**
   * Connects to the proxy, requests a connection to the endpoint, speaks the protocol if one is
   * set, and closes the connection.
   *
   * @return a future with the properties described in {@link PortProbe}
   */
  CompletableFuture<ProxyReport> report();
}
