package io.portprobe.scan;

import io.portprobe.JsonResult;
import io.portprobe.internal.json.ResultTrees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a scan and why it ended. Immutable and thread-safe. A later version may add
 * methods.
 */
public interface ScanSummary extends JsonResult {

  /** Why a scan ended. Only the ports of a scan with the ending COMPLETE all have results. */
  enum Ending {
    /** Every port has a result. */
    COMPLETE,
    /** The scan was stopped or cancelled, or the client was closed. */
    STOPPED,
    /** The deadline passed. */
    DEADLINE,
    /** A source of unknown length has more ports than {@link Scan#maxProbes}. */
    LIMIT
  }

  /**
   * Returns why the scan ended.
   *
   * @return the ending
   */
  Ending ending();

  /**
   * Returns how many ports are {@link io.portprobe.PortState#LISTENING}.
   *
   * @return at least 0
   */
  long listening();

  /**
   * Returns how many ports are {@link io.portprobe.PortState#NOT_LISTENING}.
   *
   * @return at least 0
   */
  long notListening();

  /**
   * Returns how many ports are {@link io.portprobe.PortState#FILTERED}.
   *
   * @return at least 0
   */
  long filtered();

  /**
   * Returns how many ports are {@link io.portprobe.PortState#LISTENING_OR_FILTERED}.
   *
   * @return at least 0
   */
  long listeningOrFiltered();

  /**
   * Returns how many results are failures without a state.
   *
   * @return at least 0
   */
  long failed();

  /**
   * Returns how many probes were sent, retries included.
   *
   * @return at least 0
   */
  long probesSent();

  /**
   * Returns the wall-clock time at which the scan started.
   *
   * @return the time
   */
  Instant started();

  /**
   * Returns the time from the start until all sockets were closed. The time that a slow consumer
   * needs for the last results does not count.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * Returns where to resume the scan.
   *
   * @return empty if the scan is complete
   */
  Optional<ScanCheckpoint> checkpoint();

  /**
   * Returns the calls of protocol plug-ins that had not returned when the scan was stopped, in
   * words: the endpoint, the protocol and the method. The scan did not wait for them; their sockets
   * are closed when they return, and their ports are in the checkpoint.
   *
   * @return at most 16, in alphabetical order; empty if the scan is complete
   */
  List<String> abandoned();

  /**
   * Returns whether every port has a result.
   *
   * @return false if the results are partial
   */
  default boolean isComplete() {
    return ending() == Ending.COMPLETE;
  }

  /**
   * Returns how many results there were.
   *
   * @return states and failures
   */
  default long results() {
    return listening() + notListening() + filtered() + listeningOrFiltered() + failed();
  }

  @Override
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.of(this);
  }
}
