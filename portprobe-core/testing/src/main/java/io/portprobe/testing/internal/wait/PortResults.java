package io.portprobe.testing.internal.wait;

import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.internal.wait.PortPoll;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import org.jspecify.annotations.Nullable;

/**
 * One port of a wait that failed.
 *
 * @param poll the polling of the port
 * @param evidence its results in words
 */
record PortResults(PortPoll poll, PortEvidence evidence) {
  Endpoint endpoint() {
    return poll.probe().endpoint();
  }

  /** Returns the last report; null if the last probe failed, or none has completed. */
  @Nullable ProbeReport report() {
    return poll.report().orElse(null);
  }

  /** Returns why the last result does not meet the expectation; null if it does, or none exists. */
  @Nullable UnmetExpectation unmet() {
    return evidence.unmet;
  }

  /** Returns the most recent exception; null if there was none. */
  @Nullable Throwable failure() {
    return evidence.failure;
  }
}
