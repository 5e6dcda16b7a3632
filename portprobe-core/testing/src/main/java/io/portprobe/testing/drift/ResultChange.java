package io.portprobe.testing.drift;

import io.portprobe.JsonResult;

/**
 * One change between two runs. Immutable and thread-safe. A later version may add methods; only
 * portprobe and tests are expected to implement this interface. {@code toString()} returns the
 * change on one line, for example {@code "tcp://db:5432: CLOSED: LISTENING (ACCEPTED) -> FILTERED
 * (TIMED_OUT)"}.
 */
public interface ResultChange extends JsonResult {
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

  /**
   * Returns what changed: an endpoint, with the address if only one of several changed, and the
   * vantage point if there is one, or both if two are compared.
   *
   * @return for example {@code "tcp://db:5432"}; safe text
   */
  String subject();

  /**
   * Returns the kind of change.
   *
   * @return the kind
   */
  Kind kind();

  /**
   * Returns the part that changed.
   *
   * @return for example {@code "certificate"} or {@code "finding.rcode"}; may be empty; safe text
   */
  String what();

  /**
   * Returns the old value.
   *
   * @return safe text; empty if there was none
   */
  String before();

  /**
   * Returns the new value.
   *
   * @return safe text; empty if there is none
   */
  String after();
}
