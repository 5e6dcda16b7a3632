package io.portprobe.protocols.tls;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "tls"}: a TLS handshake on any port (RFC 8446, RFC 5246). Its
 * default port is tcp/443, where {@code http} takes precedence, so it is chosen by name: {@code
 * as("tls")}. It starts with the handshake on every port; {@link io.portprobe.PortProbe#tls()} is
 * not needed.
 *
 * <p>The client completes a handshake and closes the connection. The finding is a {@link
 * TlsResult}. If the handshake fails, the client connects once more and sends a ClientHello that
 * offers TLS 1.0 to 1.3, to report the alert of the server. With {@link #ALL_VERSIONS} it sends a
 * ClientHello for each further version on up to four connections. It never sends application data,
 * and completes no handshake with a version that the JDK disables.
 *
 * <p>{@link io.portprobe.PortProbe#tls(io.portprobe.spi.TlsSettings)} takes precedence over these
 * options in the handshake. {@link io.portprobe.PortProbe#option} rejects a value outside its
 * range.
 */
public final class Tls {
  /**
   * The versions to offer in the handshake, separated by commas: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.
   * Default: those that the JDK enables, the empty string.
   */
  public static final ProtocolOption<String> VERSIONS =
      ProtocolOption.of("tls.versions", "", TlsValues::isVersions, TlsValues.VERSIONS)
          .describedAs("The versions to offer, separated by commas.");

  /**
   * The server name (SNI, RFC 6066 section 3): 1 to 255 visible ASCII characters, or {@code -} to
   * send none. Default: the host of the probe if it is a name, the empty string.
   */
  public static final ProtocolOption<String> SERVER_NAME =
      ProtocolOption.of("tls.serverName", "", TlsValues::isName, TlsValues.NAME)
          .describedAs("The server name to send, or - for none.");

  /**
   * The application protocols to offer (ALPN, RFC 7301), separated by commas, for example {@code
   * h2,http/1.1}. Default: none, the empty string.
   */
  public static final ProtocolOption<String> ALPN =
      ProtocolOption.of("tls.alpn", "", TlsValues::isAlpn, TlsValues.ALPN)
          .describedAs("The application protocols to offer, separated by commas.");

  /**
   * Whether to find out which of SSL 3.0 and TLS 1.0 to 1.3 the server accepts, on up to four more
   * connections. Default: false.
   */
  public static final ProtocolOption<Boolean> ALL_VERSIONS =
      ProtocolOption.of("tls.allVersions", false)
          .describedAs("Whether to test which versions the server accepts.");

  private Tls() {}
}
