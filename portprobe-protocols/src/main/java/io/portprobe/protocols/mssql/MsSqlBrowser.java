package io.portprobe.protocols.mssql;

import io.portprobe.spi.ProtocolOption;
import java.util.regex.Pattern;

/**
 * The options of the protocol {@code "mssql-browser"}: the SQL Server Browser, which lists the
 * instances of a host and their ports (MC-SQLR), bound to udp/1434. The finding is {@link
 * SqlServerInstances}.
 *
 * <p>The client sends {@code CLNT_UCAST_EX}, one byte, or {@code CLNT_UCAST_INST} with the name of
 * an instance. The protocol has no identifier of a request, so that anyone who knows the source
 * port can forge a response. A browser does not respond to the name of an instance that does not
 * exist.
 */
public final class MsSqlBrowser {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x3a\\x3c-\\x7e]{0,32}");

  /**
   * The name of the instance to request: at most 32 visible characters of ASCII without a
   * semicolon, for example {@code SQLEXPRESS}. Default: empty, for all instances.
   */
  public static final ProtocolOption<String> INSTANCE =
      ProtocolOption.of(
              "mssql-browser.instance",
              "",
              name -> NAME.matcher(name).matches(),
              "0-32 visible characters of ASCII without a semicolon")
          .describedAs("The name of the instance to request, by default all instances.");

  private MsSqlBrowser() {}
}
