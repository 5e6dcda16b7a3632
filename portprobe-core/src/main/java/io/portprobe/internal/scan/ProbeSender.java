package io.portprobe.internal.scan;

import java.util.concurrent.CompletableFuture;

/** Puts questions to the network, and hears the answers. On one loop, as its sink. */
interface ProbeSender {
  /** Hears how questions end. */
  interface Sink {
    /** Once for each question that was taken, never from inside the call that took it. */
    void ended(ScanProbe probe);
  }

  /**
   * Asks, if there is room; the probe holds the address, the port, the time-out and the payload.
   *
   * @return false if there is no room before another question has ended
   */
  boolean ask(ScanProbe probe);

  /** Ends every question as cancelled; completes on the loop when all is closed. */
  CompletableFuture<Void> close();
}
