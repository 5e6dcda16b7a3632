package io.portprobe.assertions;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;

/**
 * A claim about the state of a port. That something listens is shown by one address of the host;
 * that nothing does, or that nothing gets through, only by all of them; that questions get through
 * is shown by a yes or a no from one of them.
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
  },
  LISTENING_OR_FILTERED("to be listening or filtered, silent over UDP") {
    @Override
    boolean holds(ProbeReport report) {
      return all(report, PortState.LISTENING_OR_FILTERED);
    }

    @Override
    boolean isRefuted(ProbeReport report) {
      return report.attempts().stream()
          .anyMatch(attempt -> attempt.state() != PortState.LISTENING_OR_FILTERED);
    }
  },
  REACHABLE("to be reachable") {
    @Override
    boolean holds(ProbeReport report) {
      return any(report, PortState.LISTENING) || any(report, PortState.NOT_LISTENING);
    }

    /** Silence is no proof; an ICMP message that says so is. */
    @Override
    boolean isRefuted(ProbeReport report) {
      return all(report, PortState.FILTERED)
          && report.attempts().stream().allMatch(a -> a.reason() != Reason.TIMED_OUT);
    }
  };

  private final String words;

  Claim(String words) {
    this.words = words;
  }

  /** That a port has a state. */
  static Claim of(PortState state) {
    return switch (state) {
      case LISTENING -> LISTENING;
      case NOT_LISTENING -> NOT_LISTENING;
      case FILTERED -> FILTERED;
      case LISTENING_OR_FILTERED -> LISTENING_OR_FILTERED;
    };
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
