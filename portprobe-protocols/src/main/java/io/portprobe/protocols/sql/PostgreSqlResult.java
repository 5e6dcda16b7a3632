package io.portprobe.protocols.sql;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a PostgreSQL server replied to a StartupMessage for an unknown user. Immutable and
 * thread-safe. Implemented by portprobe only; more methods may follow.
 */
public interface PostgreSqlResult extends Finding {
  /**
   * Returns whether the connection used TLS.
   *
   * @return the use of TLS; {@link TlsUse#FAILED} if the StartupMessage was sent without TLS after
   *     a handshake that failed
   */
  TlsUse tls();

  /**
   * Returns why the TLS handshake failed.
   *
   * @return a sentence without a full stop; empty unless it failed
   */
  Optional<String> tlsFailure();

  /**
   * Returns the authentication that the server requested.
   *
   * @return {@code "none"}, {@code "password"}, {@code "md5"}, {@code "sasl"}, {@code "gss"},
   *     {@code "sspi"}, or {@code "type N"}; empty if the server replied with an error instead
   */
  Optional<String> authentication();

  /**
   * Returns the SASL mechanisms that the server offers.
   *
   * @return an immutable list in the order received, for example {@code SCRAM-SHA-256-PLUS} and
   *     {@code SCRAM-SHA-256}; empty without SASL
   */
  List<String> saslMechanisms();

  /**
   * Returns the fields of the error by their letters: {@code S} is the severity, {@code C} the
   * SQLSTATE, {@code M} the message, {@code F}, {@code L} and {@code R} the file, line and routine
   * in the source of the server.
   *
   * @return an unmodifiable map in the order received; empty if the server sent no error
   */
  Map<String, String> error();

  /**
   * Returns the parameters that the server reported, for example {@code server_version}.
   *
   * @return an unmodifiable map in the order received; empty if the server requires authentication
   */
  Map<String, String> parameters();

  /**
   * Returns the SQLSTATE of the error.
   *
   * @return five letters and digits, for example {@code "28000"}; empty if there is no error
   */
  default Optional<String> sqlState() {
    return Optional.ofNullable(error().get("C"));
  }

  /**
   * Returns the message of the error.
   *
   * @return the text of the server; empty if there is no error
   */
  default Optional<String> errorMessage() {
    return Optional.ofNullable(error().get("M"));
  }

  /**
   * Returns the version of the server.
   *
   * @return the parameter {@code server_version}, for example {@code "15.18 (Debian
   *     15.18-0+deb12u1)"}; empty if the server did not report it
   */
  default Optional<String> serverVersion() {
    return Optional.ofNullable(parameters().get("server_version"));
  }
}
