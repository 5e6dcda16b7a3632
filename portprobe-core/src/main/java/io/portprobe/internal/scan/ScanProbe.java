package io.portprobe.internal.scan;

import io.portprobe.ProbeReport;
import io.portprobe.internal.sweep.SweepProbe;
import org.jspecify.annotations.Nullable;

/** A question in flight. Used again and again; what an asker learns, it writes into it. */
final class ScanProbe extends SweepProbe {
  // The shard's.
  @Nullable Lane lane;
  int position;
  int port;
  int round;
  boolean paced;
  boolean sample;

  // The asker's.
  int result;
  boolean fault;
  long began;
  long ended;
  @Nullable ProbeReport report;
  @Nullable RuntimeException failure;
}
