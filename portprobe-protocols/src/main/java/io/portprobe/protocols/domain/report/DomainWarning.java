package io.portprobe.protocols.domain.report;

import io.portprobe.text.SafeText;
import java.util.Objects;

/**
 * A fact that does not decide a verdict and should be known. Immutable.
 *
 * @param kind the kind
 * @param text one sentence without a full stop; the wording may change
 */
public record DomainWarning(Kind kind, String text) {
  /** A kind of warning. A later version may add kinds. */
  public enum Kind {
    /** A controller does not respond. */
    CONTROLLER_DOWN,
    /** One of several addresses of a controller does not respond. */
    ADDRESS_DOWN,
    /** A controller or an address was not probed: denied, no route, or over a limit. */
    NOT_PROBED,
    /** Two name servers returned different records. */
    NAME_SERVERS_DISAGREE,
    /** A name server did not respond, or responded with an error. */
    NAME_SERVER_FAILED,
    /** Records that every domain has are missing. */
    RECORDS_MISSING,
    /** The clock of a controller differs by more than a minute. */
    CLOCK_OFFSET,
    /** A certificate has expired, or expires soon. */
    CERTIFICATE_ENDS,
    /** The server does not require signing, or negotiated SMB 1. */
    WEAK_SMB,
    /** The controller serves another domain or realm. */
    OTHER_DOMAIN,
    /** Time or a limit ended the check early. */
    INCOMPLETE
  }

  /**
   * Checks that nothing is null.
   *
   * @throws NullPointerException if an argument is null
   */
  public DomainWarning {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return SafeText.line(text);
  }
}
