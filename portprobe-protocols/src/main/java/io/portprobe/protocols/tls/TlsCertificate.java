package io.portprobe.protocols.tls;

import java.time.Instant;
import java.util.List;

/**
 * A certificate of a chain (RFC 5280). Immutable and thread-safe. Implemented by portprobe only.
 */
public interface TlsCertificate {
  /**
   * Returns the subject. Letters outside of ASCII are not escaped.
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
   * Returns the serial number: an integer of either sign, because servers violate RFC 5280 section
   * 4.1.2.2. OpenSSL prints the same number in capitals and in whole bytes: {@code -013FF495}.
   * Compare numbers: {@code new BigInteger(serialNumber(), 16)}.
   *
   * @return hexadecimal digits in lower case without leading zeros, with a minus sign if the number
   *     is negative, for example {@code "a0b"} or {@code "-13ff495"}
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
