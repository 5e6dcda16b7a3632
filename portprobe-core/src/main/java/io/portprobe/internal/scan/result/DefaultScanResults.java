package io.portprobe.internal.scan.result;

import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanSummary;
import java.util.List;

/** The collected results of a scan. */
public record DefaultScanResults(List<ScanResult> results, ScanSummary summary)
    implements ScanResults {
  public DefaultScanResults {
    results = List.copyOf(results);
  }

  @Override
  public String toString() {
    return results.size() + " results, " + summary;
  }
}
