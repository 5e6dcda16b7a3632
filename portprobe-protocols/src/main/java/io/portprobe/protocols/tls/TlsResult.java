package io.portprobe.protocols.tls;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of the protocol {@code tls}: a TLS handshake that completed, or one that the server
 * refused. The server supplied the certificates; {@link #untrustedReason()} says whether they can
 * be trusted. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface TlsResult extends Finding {
  /**
   * Returns whether the handshake completed.
   *
   * @return false if the server refused it, see {@link #failure()} and {@link #alert()}
   */
  boolean complete();

  /**
   * Returns the version that the server chose.
   *
   * @return for example {@code "TLSv1.3"}; empty if the handshake failed before
   */
  Optional<String> version();

  /**
   * Returns the cipher suite.
   *
   * @return the JDK's name; empty if the handshake failed before
   */
  Optional<String> cipherSuite();

  /**
   * Returns the application protocol that the server chose.
   *
   * @return for example {@code "h2"}; empty if it chose none, or the client offered none
   */
  Optional<String> alpn();

  /**
   * Returns the server name that the client sent.
   *
   * @return empty if it sent none
   */
  Optional<String> serverName();

  /**
   * Returns the certificate chain, beginning with the certificate of the server.
   *
   * @return an immutable list of at most 20; empty if the server sent none
   */
  List<TlsCertificate> certificates();

  /**
   * Returns how many whole days are left until the first certificate of the chain expires.
   *
   * @return negative after the end; empty if the server sent no certificate
   */
  OptionalLong daysLeft();

  /**
   * Returns why the chain is not trusted.
   *
   * @return empty if the JDK's trust store and the server name confirm it, or there is none
   */
  Optional<String> untrustedReason();

  /**
   * Returns whether the server requested a client certificate.
   *
   * @return true if it did during the handshake
   */
  boolean clientCertificateRequested();

  /**
   * Returns why the handshake failed.
   *
   * @return a human-readable text; empty if it completed
   */
  Optional<String> failure();

  /**
   * Returns the alert by which the server refused the handshake (RFC 8446 section 6).
   *
   * @return name and number, for example {@code "handshake_failure (40)"}; empty if the handshake
   *     completed, or the server sent no alert
   */
  Optional<String> alert();

  /**
   * Returns the versions that the server accepts, as far as they were tested.
   *
   * @return with {@link Tls#ALL_VERSIONS}, the names from the newest on; otherwise empty
   */
  List<String> acceptedVersions();

  /**
   * Returns the versions that the server does not accept, as far as they were tested.
   *
   * @return with {@link Tls#ALL_VERSIONS}, the names from the newest on; otherwise empty
   */
  List<String> rejectedVersions();
}
