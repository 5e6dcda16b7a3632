package io.portprobe.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a scan ended.
 *
 * @param ending why it ended
 * @param listening how many ports are LISTENING
 * @param notListening how many are NOT_LISTENING
 * @param filtered how many are FILTERED
 * @param listeningOrFiltered how many are LISTENING_OR_FILTERED
 * @param failed how many results are failures
 * @param probesSent how many questions were sent, repeated ones included
 * @param started when it began, by the wall clock
 * @param elapsed from the start to the last result
 * @param checkpoint where to take it up again; empty if it is complete
 */
public record ScanSummary(
    Ending ending,
    long listening,
    long notListening,
    long filtered,
    long listeningOrFiltered,
    long failed,
    long probesSent,
    Instant started,
    Duration elapsed,
    Optional<ScanCheckpoint> checkpoint) {

  /** Why a scan ended. */
  public enum Ending {
    /** Every port has its result. */
    COMPLETE,
    /** It was stopped or cancelled, or the client was closed. */
    STOPPED,
    /** Its deadline came; what was not known by then has no result. */
    DEADLINE,
    /** A source of unknown length had more ports than {@link Scan#maxProbes}. */
    LIMIT
  }

  /** Checks that nothing is null. */
  public ScanSummary {
    Objects.requireNonNull(ending, "ending");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(checkpoint, "rest");
  }

  /**
   * Whether every port has its result.
   *
   * @return false if the results are partial
   */
  public boolean isComplete() {
    return ending == Ending.COMPLETE;
  }

  /**
   * How many results there were.
   *
   * @return states and failures
   */
  public long results() {
    return listening + notListening + filtered + listeningOrFiltered + failed;
  }
}
