package io.portprobe.testing.contract;

import io.portprobe.JsonResult;

/**
 * One difference between a line of a contract and what was seen.
 *
 * @param what the key of the line, for example {@code "state"} or {@code "values.rcode"}
 * @param expected what the line expects, in a few words
 * @param seen what was seen, in a few words; safe text
 */
public record Mismatch(String what, String expected, String seen) implements JsonResult {
  /**
   * Returns the difference on one line.
   *
   * @return for example {@code "state: expected listening | seen NOT LISTENING (refused)"}
   */
  @Override
  public String toString() {
    return what + ": expected " + expected + " | seen " + seen;
  }
}
