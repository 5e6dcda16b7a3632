package io.portprobe.scan;

import java.util.concurrent.CompletableFuture;

/** A running scan. Thread-safe. */
public interface ScanRun {
  /**
   * Returns a future that completes after the consumer has returned from the last result.
   * Cancelling it stops the scan at once.
   *
   * @return the same future each time; fails with the exception of the consumer, with {@link
   *     ScanFailedException}, or with an exception that shows a defect
   */
  CompletableFuture<ScanSummary> summary();

  /**
   * Stops the scan: closes its sockets at once, delivers the results known so far, and ends with
   * {@link ScanSummary.Ending#STOPPED}. It does not wait for a plug-in that does not return; see
   * {@link ScanSummary#abandoned()}. Has no effect if the scan has ended.
   */
  void stop();

  /**
   * Takes a checkpoint. Results that were not yet passed to the consumer count as not probed.
   * Within the consumer, the current result counts as passed.
   *
   * @return never fails; the checkpoint of a complete scan has no remaining ports. Does not
   *     complete while code that does not return blocks an event loop of the scan
   */
  CompletableFuture<ScanCheckpoint> checkpoint();
}
