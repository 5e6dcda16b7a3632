package io.portprobe.internal.scan;

import io.portprobe.ProbeReport;
import io.portprobe.internal.sweep.SweepProbe;
import org.jspecify.annotations.Nullable;

/**
 * A probe of a scan: its port, times and outcome, and the place in the scan that it belongs to.
 * Re-used when its result is known.
 */
final class ScanProbe extends SweepProbe {
  @Nullable AddressProgress address;
  int position;
  int earlierSends;
  boolean icmpPaced;
  boolean sample;

  /** The report of a sender that uses channels; null if there is none. */
  @Nullable ProbeReport report;

  /** The exception of a sender that uses channels; null if there is none. */
  @Nullable RuntimeException failure;

  /** How long the response took, or how long it was waited for. */
  long elapsedNanos() {
    return endedNanos() - startedNanos();
  }
}
