package io.portprobe.protocols.mssql;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The response of a SQL Server to a PRELOGIN message (MS-TDS section 2.2.6.5). The certificate is
 * in {@link io.portprobe.DialogueReport#tls()}. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface SqlServer extends Finding {
  /**
   * Returns the version.
   *
   * @return major, minor, build and sub-build number, for example {@code "16.0.1000.6"}
   */
  String version();

  /**
   * Returns the name of the release.
   *
   * @return for example {@code "SQL Server 2022"}; empty if the version is unknown
   */
  Optional<String> release();

  /**
   * Returns which part of a session the server encrypts by TLS.
   *
   * @return the encryption; empty if the server sent none
   */
  Optional<Encryption> encryption();

  /**
   * Returns whether the instance has the name of {@link MsSql#INSTANCE}.
   *
   * @return empty if no name was sent, or the server did not respond to it
   */
  Optional<Boolean> instanceMatches();

  /**
   * Returns notes about the exchange.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();

  /**
   * Returns version, release, encryption, instance and notes.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();

  /** The encryption of a session. */
  enum Encryption {
    /** Only the login is encrypted. */
    LOGIN_ONLY,
    /** The session is encrypted. */
    ON,
    /** The server does not support encryption. */
    NOT_SUPPORTED,
    /** The server requires an encrypted session. */
    REQUIRED
  }
}
