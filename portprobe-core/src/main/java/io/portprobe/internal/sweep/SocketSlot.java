package io.portprobe.internal.sweep;

import org.jspecify.annotations.Nullable;

/** A socket, and the probe that it is at work for. */
abstract class SocketSlot {
  @Nullable SweepProbe probe;

  /** Joins the two. */
  final void take(SweepProbe taken) {
    probe = taken;
    taken.slot = this;
  }

  /** Parts the two; the probe if there was one. */
  final @Nullable SweepProbe part() {
    SweepProbe parted = probe;
    if (parted != null) {
      parted.slot = null;
      probe = null;
    }
    return parted;
  }
}
