package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.text.SafeText;
import java.util.List;

/** The implementation of {@link PurposeReport}. */
record DefaultPurposeReport(
    Purpose purpose, Verdict verdict, List<String> controllers, List<Blocker> blockers)
    implements PurposeReport {
  DefaultPurposeReport {
    controllers = List.copyOf(controllers);
    blockers = List.copyOf(blockers);
  }

  @Override
  public String toString() {
    return SafeText.line(purpose.description() + ": " + verdict.description() + " " + blockers);
  }
}
