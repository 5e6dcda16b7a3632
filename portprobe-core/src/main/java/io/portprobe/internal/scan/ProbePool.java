package io.portprobe.internal.scan;

import io.portprobe.internal.scan.order.ScanTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** A pool of the re-used probes of a loop scanner. Confined to the event loop. */
final class ProbePool {
  private final Deque<ScanProbe> free = new ArrayDeque<>();
  private final List<ScanProbe> all = new ArrayList<>();

  /** Returns a probe that is not in use. */
  ScanProbe take() {
    ScanProbe probe = free.pollLast();
    if (probe == null) {
      probe = new ScanProbe();
      all.add(probe);
    }
    return probe;
  }

  /** Takes back a probe that has ended. */
  void release(ScanProbe probe) {
    probe.address = null;
    probe.report = null;
    probe.failure = null;
    free.addLast(probe);
  }

  /** Returns the number of probes in use. */
  int inUse() {
    return all.size() - free.size();
  }

  /** Passes on the port of each probe in use. */
  void forEachInFlight(ObjIntConsumer<ScanTarget> action) {
    for (ScanProbe probe : all) {
      if (probe.address != null) {
        action.accept(probe.address.target, probe.position);
      }
    }
  }
}
