package io.portprobe.protocols.kerberos;

import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response of a key distribution center to an AS-REQ without pre-authentication: a KRB-ERROR
 * (RFC 4120 section 5.9.1), or an AS-REP (section 5.4.2) if the principal needs no
 * pre-authentication. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface KdcResponse extends Finding {
  /**
   * Returns the realm of the last request.
   *
   * @return the realm
   */
  String requestedRealm();

  /**
   * Returns the client principal of the request, without its realm.
   *
   * @return the principal
   */
  String principal();

  /**
   * Returns the realm in the response. Many KDCs repeat the requested realm, also if they do not
   * serve it.
   *
   * @return the realm of a KRB-ERROR, or the realm of the client in an AS-REP
   */
  String realm();

  /**
   * Returns the realm that the KDC named on its own: in KDC_ERR_WRONG_REALM, or in the salt of an
   * existing principal.
   *
   * @return the realm; empty if the KDC did not name one
   */
  Optional<String> learnedRealm();

  /**
   * Returns the error code of a KRB-ERROR.
   *
   * @return the code, for example 6; empty for an AS-REP
   */
  OptionalInt errorCode();

  /**
   * Returns the name of the error code (RFC 4120 section 7.5.9).
   *
   * @return for example {@code "KDC_ERR_C_PRINCIPAL_UNKNOWN"}; empty if the code is unknown, or
   *     there is none
   */
  Optional<String> errorName();

  /**
   * Returns the text of a KRB-ERROR.
   *
   * @return the text as received; empty if there is none
   */
  Optional<String> errorText();

  /**
   * Returns the time of the server in a KRB-ERROR.
   *
   * @return the time with microseconds; empty for an AS-REP
   */
  Optional<Instant> serverTime();

  /**
   * Returns how far the clock of the server is ahead of the clock of this host. The value includes
   * the time from the server to this host. Kerberos needs less than five minutes by default.
   *
   * @return negative if the server's clock is slow; empty for an AS-REP
   */
  Optional<Duration> clockOffset();

  /**
   * Returns the encryption types of the principal: those of PA-ETYPE-INFO2 (RFC 4120 section
   * 5.2.7.5) in a KRB-ERROR, or the one that encrypts an AS-REP.
   *
   * @return an unmodifiable list in the order received; empty for an unknown principal
   */
  List<EncryptionType> encryptionTypes();

  /**
   * Returns the types of pre-authentication that the KDC offers (RFC 4120 section 7.5.2).
   *
   * @return an unmodifiable list of numbers in the order received; empty for an unknown principal
   */
  List<Integer> preAuthenticationTypes();

  /**
   * Returns whether the KDC sent an AS-REP, so that the principal exists and needs no
   * pre-authentication.
   *
   * @return false for a KRB-ERROR
   */
  boolean issuedTicket();

  /**
   * Returns notes about the exchange, for example a retry with another realm.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();
}
