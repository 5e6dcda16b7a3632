package io.portprobe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The outcome of a wait for a port: {@link PortProbe#await(Duration)}. Immutable and thread-safe. A
 * later version may add methods.
 */
@CheckReturnValue
public interface WaitOutcome {
  /**
   * Returns whether a report met the condition before the time passed.
   *
   * @return true if {@link #report()} meets the condition
   */
  boolean isMet();

  /**
   * Returns the last report: the one that met the condition, or the last one that did not.
   *
   * @return empty if no probe could be carried out
   */
  Optional<ProbeReport> report();

  /**
   * Returns why the last probe could not be carried out, for example because the name does not
   * exist yet.
   *
   * @return empty if the last probe has a report
   */
  Optional<ProbeException> failure();

  /**
   * Returns how many probes were sent.
   *
   * @return at least 1
   */
  int probes();

  /**
   * Returns how long the wait took.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * Returns the report that met the condition.
   *
   * @return the last report
   * @throws TimeoutException if none did; the message has the endpoint, the time and the last state
   *     and reason, and the cause is {@link #failure()} if present
   */
  ProbeReport orElseThrow() throws TimeoutException;
}
