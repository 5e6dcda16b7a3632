package io.portprobe.scan;

import java.util.List;
import java.util.Objects;

/**
 * The results of a small scan.
 *
 * @param results all of them, in the order in which they became known
 * @param summary how the scan ended
 */
public record ScanResults(List<ScanResult> results, ScanSummary summary) {
  /** Copies the list. */
  public ScanResults {
    results = List.copyOf(results);
    Objects.requireNonNull(summary, "summary");
  }
}
