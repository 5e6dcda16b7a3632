package io.portprobe.protocols.socks;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "socks"}, bound to tcp/1080: SOCKS 5 (RFC 1928), SOCKS 4 and
 * 4A.
 *
 * <p>The client offers three methods of authentication to a SOCKS 5 server: none, GSSAPI, and user
 * name with password. The server chooses one or rejects all; either is a {@link SocksResult}. A
 * server that closes the connection, or responds as SOCKS 4 does, gets a SOCKS 4 request on a
 * second connection. Without {@link #DESTINATION} it names port 0 of 0.0.0.0, to which no
 * connection can be made.
 *
 * <p>The proxy connects to another host only with {@link #DESTINATION}. The client sends no
 * credentials, and no data through a connection.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value outside its range.
 */
public final class Socks {
  /**
   * The destination, {@code host:port}; the proxy then connects to it, unless it requires
   * authentication. The proxy resolves a name. Default: none, the empty string.
   */
  public static final ProtocolOption<String> DESTINATION =
      ProtocolOption.of(
              "socks.destination", "", SocksValues::isDestination, SocksValues.DESTINATION)
          .describedAs("The host and port that the proxy connects to, empty for none.");

  /** The version to speak. Default: {@link Version#ANY}. */
  public static final ProtocolOption<Version> VERSION =
      ProtocolOption.of("socks.version", Version.ANY).describedAs("The version of SOCKS to speak.");

  private Socks() {}

  /** A version of SOCKS. */
  public enum Version {
    /** SOCKS 5, and SOCKS 4 if the server does not speak it. */
    ANY,
    /** SOCKS 5 only. */
    V5,
    /** SOCKS 4 only; 4A if the destination is a name. */
    V4
  }
}
