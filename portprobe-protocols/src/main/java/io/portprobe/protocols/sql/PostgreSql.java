package io.portprobe.protocols.sql;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "postgresql"}: the frontend/backend protocol 3.0 of
 * PostgreSQL, which its relatives (PgBouncer, CockroachDB, Redshift) use too. Bound to tcp/5432.
 *
 * <p>The client sends an SSLRequest. If the server accepts, the client starts TLS on the
 * connection. It then sends a StartupMessage for a random user name that no server knows, the
 * database {@code postgres} and the application name {@code portprobe}. The server replies with an
 * error or a request for authentication. The finding is a {@link PostgreSqlResult}. Where TLS comes
 * first ({@link io.portprobe.PortProbe#tls()}), the client offers the application protocol {@code
 * postgresql} and sends the StartupMessage at once.
 *
 * <p>The client never sends a password or a query. If a server accepts the random user name without
 * a password, the client sends Terminate.
 */
public final class PostgreSql {
  /** Whether to send an SSLRequest first. Default: true. */
  public static final ProtocolOption<Boolean> TLS =
      ProtocolOption.of("postgresql.tls", true)
          .describedAs("Whether to request TLS before the StartupMessage.");

  private PostgreSql() {}
}
