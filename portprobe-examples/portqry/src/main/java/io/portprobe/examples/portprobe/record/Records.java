package io.portprobe.examples.portprobe.record;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.examples.portprobe.output.ResultRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of the output from the results of probes. */
public final class Records {
  private Records() {}

  /** Returns one row for each address of a report, also for those that were not probed. */
  public static List<ResultRecord> ofAddresses(String text, ProbeReport report) {
    List<ResultRecord> rows = new ArrayList<>();
    for (Attempt attempt : report.attempts()) {
      rows.add(new AddressRecord(text, report, attempt));
    }
    for (ProbeException omission : report.omissions()) {
      rows.add(
          new FailedRecord(text, report.endpoint(), omission, report.started(), report.elapsed()));
    }
    return rows;
  }

  /** Returns the row of a probe that was started at a time, and failed now. */
  public static ResultRecord failed(
      String text, Endpoint endpoint, Throwable cause, Instant started) {
    return new FailedRecord(
        text, endpoint, cause, started, Duration.between(started, Instant.now()));
  }
}
