package io.portprobe.internal.scan;

import io.portprobe.internal.scan.order.ScanTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** The questions of a shard, which are used again and again. */
final class ProbePool {
  private final Deque<ScanProbe> free = new ArrayDeque<>();
  private final List<ScanProbe> made = new ArrayList<>();

  ScanProbe take() {
    ScanProbe probe = free.pollLast();
    if (probe == null) {
      probe = new ScanProbe();
      made.add(probe);
    }
    return probe;
  }

  void free(ScanProbe probe) {
    probe.lane = null;
    probe.report = null;
    probe.failure = null;
    free.addLast(probe);
  }

  /** The ports that are being asked about. */
  void forEachInFlight(ObjIntConsumer<ScanTarget> action) {
    for (ScanProbe probe : made) {
      if (probe.lane != null) {
        action.accept(probe.lane.target, probe.position);
      }
    }
  }
}
