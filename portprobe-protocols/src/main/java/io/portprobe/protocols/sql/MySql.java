package io.portprobe.protocols.sql;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "mysql"}: the client/server protocol of MySQL, MariaDB and
 * their relatives. Bound to tcp/3306.
 *
 * <p>The server sends its greeting or an error, and the client closes the connection. It sends
 * nothing unless {@link #TLS} is set. The finding is a {@link MySqlResult}, also if the server
 * rejects the host. The client never logs on.
 *
 * <p>A server counts connections that end before a log-on as connection errors of the host. MySQL
 * and MariaDB reject a host after {@code max_connect_errors} of them without a successful log-on
 * (100 by default). This applies to every probe of the port, also to one of its state.
 */
public final class MySql {
  /**
   * Whether to send an SSLRequest packet to a server that offers TLS, and to complete the TLS
   * handshake, which shows the certificate. Default: false.
   */
  public static final ProtocolOption<Boolean> TLS =
      ProtocolOption.of("mysql.tls", false)
          .describedAs("Whether to start TLS after the greeting, to read the certificate.");

  private MySql() {}
}
