package io.portprobe.testing.drift;

import io.portprobe.JsonResult;
import io.portprobe.text.SafeText;

/**
 * One change between two runs.
 *
 * @param subject what changed: an endpoint, {@code "tcp://db:5432"}, with the address if only one
 *     of several changed, and the vantage point if there is one, or both if two are compared; safe
 *     text
 * @param kind the kind of change
 * @param what the part that changed, for example {@code "certificate"} or {@code "finding.rcode"};
 *     safe text
 * @param before the old value, empty if there was none; safe text
 * @param after the new value, empty if there is none; safe text
 */
public record ResultChange(String subject, Kind kind, String what, String before, String after)
    implements JsonResult {
  /** The kinds of changes. A later version may add kinds. */
  public enum Kind {
    /** The endpoint is in the new file only. */
    ADDED,
    /** The endpoint is in the old file only. */
    REMOVED,
    /** The port was not listening and is listening. */
    OPENED,
    /** The port was listening and is not listening. */
    CLOSED,
    /** The state changed otherwise, for example from not listening to filtered, or to a failure. */
    STATE,
    /** The state has another reason. */
    REASON,
    /** The host has another address, or one address less. */
    ADDRESSES,
    /** The server has another certificate. */
    CERTIFICATE,
    /** The service, product, version or operating system changed. */
    SERVICE,
    /** The protocol found something else, or did not finish any more. */
    FINDING
  }

  private static final int MAX_TEXT = 300;

  /** Makes the texts safe. */
  public ResultChange {
    subject = SafeText.line(subject, MAX_TEXT);
    what = SafeText.line(what, MAX_TEXT);
    before = SafeText.line(before, MAX_TEXT);
    after = SafeText.line(after, MAX_TEXT);
  }

  /**
   * Returns the change on one line.
   *
   * @return for example {@code "tcp://db:5432: CLOSED: LISTENING (ACCEPTED) -> FILTERED
   *     (TIMED_OUT)"}
   */
  @Override
  public String toString() {
    return subject
        + ": "
        + kind
        + (what.isEmpty() ? "" : ": " + what)
        + ": "
        + (before.isEmpty() ? "none" : before)
        + " -> "
        + (after.isEmpty() ? "none" : after);
  }
}
