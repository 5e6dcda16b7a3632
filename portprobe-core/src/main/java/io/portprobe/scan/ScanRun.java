package io.portprobe.scan;

import java.util.concurrent.CompletableFuture;

/** A scan at work. */
public interface ScanRun {
  /**
   * Tells how it ended, after the last result was consumed. Cancelling this future stops the scan
   * at once.
   *
   * @return fails with what the consumer threw, or with what else is a defect; the same future each
   *     time
   */
  CompletableFuture<ScanSummary> summary();

  /**
   * Stops the scan: closes its sockets at once, hands over what is known, and ends as {@link
   * ScanSummary.Ending#STOPPED}. Has no effect on one that has ended.
   */
  void stop();

  /**
   * Tells where the scan stands. What was not handed to the consumer by then counts as not asked.
   * From inside the consumer, the result at hand counts as handed over.
   *
   * @return never fails; of a complete scan, a checkpoint that leaves nothing to ask
   */
  CompletableFuture<ScanCheckpoint> checkpoint();
}
