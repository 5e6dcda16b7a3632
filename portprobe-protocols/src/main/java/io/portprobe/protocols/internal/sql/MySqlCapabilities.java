package io.portprobe.protocols.internal.sql;

import java.util.List;
import java.util.stream.IntStream;

/** The names of capability flags: those of MySQL, and from bit 32 those of MariaDB. */
final class MySqlCapabilities {
  private static final List<String> NAMES =
      List.of(
          "LONG_PASSWORD",
          "FOUND_ROWS",
          "LONG_FLAG",
          "CONNECT_WITH_DB",
          "NO_SCHEMA",
          "COMPRESS",
          "ODBC",
          "LOCAL_FILES",
          "IGNORE_SPACE",
          "PROTOCOL_41",
          "INTERACTIVE",
          "SSL",
          "IGNORE_SIGPIPE",
          "TRANSACTIONS",
          "RESERVED",
          "SECURE_CONNECTION",
          "MULTI_STATEMENTS",
          "MULTI_RESULTS",
          "PS_MULTI_RESULTS",
          "PLUGIN_AUTH",
          "CONNECT_ATTRS",
          "PLUGIN_AUTH_LENENC_CLIENT_DATA",
          "CAN_HANDLE_EXPIRED_PASSWORDS",
          "SESSION_TRACK",
          "DEPRECATE_EOF",
          "OPTIONAL_RESULTSET_METADATA",
          "ZSTD_COMPRESSION_ALGORITHM",
          "QUERY_ATTRIBUTES",
          "MULTI_FACTOR_AUTHENTICATION",
          "CAPABILITY_EXTENSION",
          "SSL_VERIFY_SERVER_CERT",
          "REMEMBER_OPTIONS",
          "MARIADB_PROGRESS",
          "MARIADB_COM_MULTI",
          "MARIADB_STMT_BULK_OPERATIONS",
          "MARIADB_EXTENDED_METADATA",
          "MARIADB_CACHE_METADATA");

  private MySqlCapabilities() {}

  /** Returns the names of the flags that are set; a flag without a name is {@code BIT_n}. */
  static List<String> names(long flags) {
    return IntStream.range(0, Long.SIZE)
        .filter(bit -> (flags >>> bit & 1) != 0)
        .mapToObj(bit -> bit < NAMES.size() ? NAMES.get(bit) : "BIT_" + bit)
        .toList();
  }
}
