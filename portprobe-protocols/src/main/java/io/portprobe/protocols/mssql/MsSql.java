package io.portprobe.protocols.mssql;

import io.portprobe.spi.ProtocolOption;
import java.util.regex.Pattern;

/**
 * The options of the protocol {@code "mssql"}: SQL Server (MS-TDS), bound to tcp/1433. The finding
 * is a {@link SqlServer}.
 *
 * <p>The client sends one PRELOGIN message (MS-TDS section 2.2.6.5). The response has the version
 * of the server and whether it requires encryption. Unless the server does not support it, a TLS
 * handshake in packets of TDS follows, so that the report has the certificate. The client never
 * logs in.
 */
public final class MsSql {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{0,32}");

  /**
   * The name of the instance that the client expects: at most 32 visible characters of ASCII.
   * Default: empty, for any.
   */
  public static final ProtocolOption<String> INSTANCE =
      ProtocolOption.of(
              "mssql.instance",
              "",
              name -> NAME.matcher(name).matches(),
              "0-32 visible characters of ASCII")
          .describedAs("The name of the instance that the client expects, by default any.");

  /**
   * Whether the client starts TLS after the PRELOGIN message. Without it, the report has no
   * certificate. Default: true.
   */
  public static final ProtocolOption<Boolean> TLS =
      ProtocolOption.of("mssql.tls", true)
          .describedAs("Whether to start TLS after the PRELOGIN message.");

  private MsSql() {}
}
