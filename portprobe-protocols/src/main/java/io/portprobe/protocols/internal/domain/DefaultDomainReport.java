package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link DomainReport}. */
record DefaultDomainReport(
    String domain,
    Verdict verdict,
    List<PurposeReport> purposes,
    List<DomainWarning> warnings,
    boolean complete,
    Optional<String> forest,
    Optional<String> site,
    Instant started,
    Duration elapsed,
    List<ServiceQuery> queries,
    List<ControllerReport> controllers)
    implements DomainReport {
  DefaultDomainReport {
    purposes = List.copyOf(purposes);
    warnings = List.copyOf(warnings);
    queries = List.copyOf(queries);
    controllers = List.copyOf(controllers);
  }

  @Override
  public List<String> lines() {
    return new ReportText(this).lines();
  }

  @Override
  public String toString() {
    return SafeText.line(domain + ": " + verdict.description());
  }
}
