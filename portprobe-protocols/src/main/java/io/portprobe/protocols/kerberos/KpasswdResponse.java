package io.portprobe.protocols.kerberos;

import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response of a password service to a request that it cannot decrypt: a KRB-ERROR (RFC 3244
 * section 2). Immutable and thread-safe. Implemented by portprobe only.
 */
public interface KpasswdResponse extends Finding {
  /**
   * Returns the realm of the service.
   *
   * @return the realm in the KRB-ERROR
   */
  String realm();

  /**
   * Returns the error code of the KRB-ERROR.
   *
   * @return the code, for example 31
   */
  int errorCode();

  /**
   * Returns the name of the error code (RFC 4120 section 7.5.9).
   *
   * @return for example {@code "KRB_AP_ERR_BAD_INTEGRITY"}; empty if the code is unknown, or
   *     repeats {@link #resultCode()} as that of Samba
   */
  Optional<String> errorName();

  /**
   * Returns the text of the KRB-ERROR.
   *
   * @return the text as received; empty if there is none
   */
  Optional<String> errorText();

  /**
   * Returns the result code of the password change (RFC 3244 section 2).
   *
   * @return for example 3, KRB5_KPASSWD_AUTHERROR; empty if the KRB-ERROR has none
   */
  OptionalInt resultCode();

  /**
   * Returns the text of the result.
   *
   * @return the text as received; empty if there is none
   */
  Optional<String> resultText();

  /**
   * Returns the time of the server.
   *
   * @return the time with microseconds
   */
  Instant serverTime();

  /**
   * Returns how far the clock of the server is ahead of the clock of this host. The value includes
   * the time from the server to this host.
   *
   * @return negative if the server's clock is slow
   */
  Duration clockOffset();
}
