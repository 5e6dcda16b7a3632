package io.portprobe.scan;

import java.util.List;

/**
 * All results of a small scan, and its summary. Immutable and thread-safe. A later version may add
 * methods.
 */
public interface ScanResults {
  /**
   * Returns all results, in the order in which they became known.
   *
   * @return an immutable list
   */
  List<ScanResult> results();

  /**
   * Returns the counts of the scan and why it ended.
   *
   * @return the summary
   */
  ScanSummary summary();
}
