package io.portprobe.examples.portprobe.record;

import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.ResultRecord;
import java.util.Optional;

/** The row of a probe or of one of its addresses. Immutable. */
abstract class ProbeRecord implements ResultRecord {
  private final String text;
  private final ProbeReport report;

  /**
   * Creates a row.
   *
   * @param text the endpoint in the form of the user
   */
  ProbeRecord(String text, ProbeReport report) {
    this.text = text;
    this.report = report;
  }

  /** Returns the report. */
  public final ProbeReport report() {
    return report;
  }

  @Override
  public final String endpoint() {
    return text;
  }

  @Override
  public final String host() {
    return report.endpoint().host();
  }

  @Override
  public final int port() {
    return report.endpoint().port();
  }

  @Override
  public final Transport transport() {
    return report.endpoint().transport();
  }

  @Override
  public final Optional<Failure> failure() {
    return Optional.empty();
  }

  @Override
  public final String explain() {
    return report.explain();
  }
}
