package io.portprobe.protocols.sql;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The greeting of a MySQL or MariaDB server, or the error that it sent instead. Immutable and
 * thread-safe. Implemented by portprobe only; more methods may follow.
 */
public interface MySqlResult extends Finding {
  /**
   * Returns the version as the server sent it.
   *
   * @return for example {@code "5.5.5-10.11.19-MariaDB-0+deb12u1"}; empty with an error
   */
  Optional<String> serverVersion();

  /**
   * Returns the product.
   *
   * @return {@code "MariaDB"}, {@code "TiDB"} or {@code "MySQL"}; empty if neither the greeting nor
   *     the error shows it
   */
  Optional<String> product();

  /**
   * Returns the version of the product.
   *
   * @return for example {@code "10.11.19"}; empty with an error
   */
  Optional<String> version();

  /**
   * Returns the id of the connection.
   *
   * @return 0 or more; empty with an error
   */
  OptionalLong connectionId();

  /**
   * Returns the capability flags of the server: the 32 of MySQL, and those of MariaDB above.
   *
   * @return a bit set; 0 with an error
   */
  long capabilities();

  /**
   * Returns the names of the capability flags that are set.
   *
   * @return an immutable list, for example with {@code "SSL"} and {@code "PLUGIN_AUTH"}
   */
  List<String> capabilityNames();

  /**
   * Returns the id of the character set and collation.
   *
   * @return 0 to 255; empty with an error
   */
  OptionalInt collation();

  /**
   * Returns the status flags.
   *
   * @return a bit set; empty with an error
   */
  OptionalInt status();

  /**
   * Returns the authentication plug-in that the server uses by default.
   *
   * @return for example {@code "caching_sha2_password"}; empty if the server named none
   */
  Optional<String> authenticationPlugin();

  /**
   * Returns the code of the error.
   *
   * @return for example 1130, if the host is not allowed to connect; empty without an error
   */
  OptionalInt errorCode();

  /**
   * Returns the message of the error.
   *
   * @return the text of the server; empty without an error
   */
  Optional<String> errorMessage();

  /**
   * Returns whether TLS was started.
   *
   * @return the use of TLS
   */
  TlsUse tls();

  /**
   * Returns why the TLS handshake failed.
   *
   * @return a sentence without a full stop; empty unless it failed
   */
  Optional<String> tlsFailure();
}
