package io.portprobe.assertions;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;

/**
 * A claim about the state of a port. That something listens is shown by one address of the host;
 * that nothing does, or that nothing gets through, only by all of them.
 */
enum Claim {
  LISTENING("to be listening") {
    @Override
    boolean holds(ProbeReport report) {
      return any(report, PortState.LISTENING);
    }

    @Override
    boolean isRefuted(ProbeReport report) {
      return all(report, PortState.NOT_LISTENING);
    }
  },
  NOT_LISTENING("not to be listening") {
    @Override
    boolean holds(ProbeReport report) {
      return all(report, PortState.NOT_LISTENING);
    }

    @Override
    boolean isRefuted(ProbeReport report) {
      return any(report, PortState.LISTENING);
    }
  },
  FILTERED("to be filtered") {
    @Override
    boolean holds(ProbeReport report) {
      return all(report, PortState.FILTERED);
    }

    @Override
    boolean isRefuted(ProbeReport report) {
      return any(report, PortState.LISTENING) || any(report, PortState.NOT_LISTENING);
    }
  };

  private final String words;

  Claim(String words) {
    this.words = words;
  }

  /** What stands behind "Expected tcp://db:5432". */
  String words() {
    return words;
  }

  abstract boolean holds(ProbeReport report);

  /** Whether the answer supports the opposite; if it supports neither, nothing is proven. */
  abstract boolean isRefuted(ProbeReport report);

  private static boolean any(ProbeReport report, PortState state) {
    return report.attempts().stream().anyMatch(attempt -> attempt.state() == state);
  }

  private static boolean all(ProbeReport report, PortState state) {
    return report.omissions().isEmpty()
        && report.attempts().stream().allMatch(attempt -> attempt.state() == state);
  }
}
