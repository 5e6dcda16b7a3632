package io.portprobe.internal.scan;

import io.portprobe.internal.io.LoopClock;
import java.util.concurrent.CompletableFuture;

/** A sender of probes. Confined to one event loop, which also calls its sink. */
interface ProbeSender {
  /** Receives the probes that have an outcome. */
  interface Sink {
    /** Called exactly once for each accepted probe, never during {@link ProbeSender#send}. */
    void onEnd(ScanProbe probe);
  }

  /** Returns the event loop and its clock. May be called on any thread. */
  LoopClock clock();

  /** Returns whether a probe receives every ICMP error that proves a state. */
  boolean receivesIcmpErrors();

  /**
   * Sends a probe, which holds the address, port, timeout and payload.
   *
   * @return false if no socket is available before another probe ends
   */
  boolean send(ScanProbe probe);

  /** Cancels every probe in flight. Completes on the event loop when all sockets are closed. */
  CompletableFuture<Void> close();
}
