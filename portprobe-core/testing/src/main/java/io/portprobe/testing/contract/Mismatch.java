package io.portprobe.testing.contract;

import io.portprobe.JsonResult;

/**
 * One difference between a line of a contract and what was seen. Immutable and thread-safe. A later
 * version may add methods; only portprobe and tests are expected to implement this interface.
 * {@code toString()} returns the difference on one line, for example {@code "state: expected
 * listening | seen NOT LISTENING (refused)"}.
 */
public interface Mismatch extends JsonResult {
  /**
   * Returns the key of the line.
   *
   * @return for example {@code "state"} or {@code "values.rcode"}
   */
  String what();

  /**
   * Returns what the line expects.
   *
   * @return a few words
   */
  String expected();

  /**
   * Returns what was seen.
   *
   * @return a few words; safe text
   */
  String seen();
}
