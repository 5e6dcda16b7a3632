package io.portprobe.protocols.tls;

import java.time.Instant;
import java.util.List;

/**
 * A certificate of a chain (RFC 5280). Immutable and thread-safe. Implemented by portprobe only.
 */
public interface TlsCertificate {
  /**
   * Returns the subject.
   *
   * @return an RFC 2253 name
   */
  String subject();

  /**
   * Returns the issuer.
   *
   * @return an RFC 2253 name
   */
  String issuer();

  /**
   * Returns the subject alternative names, each with its kind.
   *
   * @return for example {@code "DNS:www.example"}, at most 1000; empty if there are none
   */
  List<String> names();

  /**
   * Returns the start of the validity.
   *
   * @return the first valid instant
   */
  Instant notBefore();

  /**
   * Returns the end of the validity.
   *
   * @return the last valid instant
   */
  Instant notAfter();

  /**
   * Returns the serial number.
   *
   * @return hexadecimal digits
   */
  String serialNumber();

  /**
   * Returns the public key's algorithm and, if known, its length.
   *
   * @return for example {@code "RSA 2048"}
   */
  String key();

  /**
   * Returns the algorithm of the issuer's signature.
   *
   * @return the JDK's name, for example {@code "SHA256withRSA"}
   */
  String signature();

  /**
   * Returns the SHA-256 fingerprint of the certificate.
   *
   * @return 64 hexadecimal digits
   */
  String fingerprint();
}
