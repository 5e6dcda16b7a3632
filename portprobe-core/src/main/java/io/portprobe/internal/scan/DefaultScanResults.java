package io.portprobe.internal.scan;

import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanSummary;
import java.util.List;

/** The collected results of a scan. */
record DefaultScanResults(List<ScanResult> results, ScanSummary summary) implements ScanResults {
  DefaultScanResults {
    results = List.copyOf(results);
  }

  @Override
  public String toString() {
    return results.size() + " results, " + summary;
  }
}
