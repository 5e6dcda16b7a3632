package io.portprobe.internal.sweep;

import org.jspecify.annotations.Nullable;

/** A socket of a sweep and the probe that uses it now, if any. Confined to the event loop. */
abstract class SocketSlot {
  @Nullable SweepProbe probe;

  /**
   * Connects, or sends the datagram of the probe that was attached. The probe may end before this
   * returns: {@link BaseSweep#end} then defers its delivery.
   */
  abstract void dial(SweepProbe next);

  /**
   * Ends the probe of this socket, now or when the kernel has released the socket: by the response
   * that the kernel has received meanwhile, otherwise as timed out.
   */
  abstract void expire();

  /**
   * Drops the probe without ending it. The socket is not reused before the current batch of events
   * is processed.
   */
  abstract void abandon();

  /** Assigns a probe to this socket. */
  final void attach(SweepProbe next) {
    probe = next;
    next.slot = this;
  }

  /** Separates this socket from its probe, and returns the probe, or null if there was none. */
  final @Nullable SweepProbe detach() {
    SweepProbe detached = probe;
    if (detached != null) {
      detached.slot = null;
      probe = null;
    }
    return detached;
  }
}
