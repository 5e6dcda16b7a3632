package io.portprobe.internal.wait;

import io.portprobe.ProbeReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A check that enough ports meet the goal at the same time: all reports that count were received
 * shortly before the moment from which on enough ports met it, or later. Guarded by the monitor of
 * its {@link WaitExecution}.
 */
final class Quorum {
  /** Reports that were received within this time count as simultaneous. */
  private static final long SIMULTANEOUS_NANOS = Duration.ofMillis(250).toNanos();

  private final List<PortPoll> polls;
  private final int required;
  private boolean reached;
  private long reachedSince;

  Quorum(List<PortPoll> polls, int required) {
    this.polls = polls;
    this.required = required;
  }

  /** Returns the reports that count, in the order of the ports, if there are enough. */
  Optional<List<ProbeReport>> reports(long now) {
    List<PortPoll> met = polls.stream().filter(PortPoll::isMet).toList();
    if (met.size() < required) {
      reached = false;
      return Optional.empty();
    }
    if (!reached) {
      reached = true;
      reachedSince = now;
    }
    List<ProbeReport> reports =
        met.stream().filter(this::isFresh).flatMap(poll -> poll.report().stream()).toList();
    return reports.size() < required ? Optional.empty() : Optional.of(reports);
  }

  /** Returns the ports that meet the goal by a report that is too old. */
  List<PortPoll> stale() {
    return reached
        ? polls.stream().filter(PortPoll::isMet).filter(poll -> !isFresh(poll)).toList()
        : List.of();
  }

  private boolean isFresh(PortPoll poll) {
    return reachedSince - poll.reportedAt() <= SIMULTANEOUS_NANOS;
  }

  /** Returns the ports whose result is final, if the others are too few for success. */
  List<PortPoll> blockers() {
    List<PortPoll> ended = polls.stream().filter(PortPoll::isFinal).toList();
    return polls.size() - ended.size() < required ? ended : List.of();
  }
}
