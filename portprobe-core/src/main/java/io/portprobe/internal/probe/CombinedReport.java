package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Combines the reports of probes of one endpoint that spoke different protocols. */
public final class CombinedReport {
  private CombinedReport() {}

  /**
   * Returns one report with the attempts of all.
   *
   * @param reports at least one, in the order of the protocols
   * @param failures why other probes of the endpoint have no report
   */
  public static ProbeReport of(List<ProbeReport> reports, List<ProbeException> failures) {
    ProbeReport first = reports.get(0);
    Instant started =
        reports.stream().map(ProbeReport::started).min(Comparator.naturalOrder()).orElseThrow();
    Instant ended =
        reports.stream()
            .map(report -> report.started().plus(report.elapsed()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    List<InetAddress> addresses = all(reports, ProbeReport::addresses);
    List<Attempt> attempts = all(reports, ProbeReport::attempts);
    List<ProbeException> omissions = new ArrayList<>(all(reports, ProbeReport::omissions));
    omissions.addAll(failures);
    return new DefaultProbeReport(
        first.endpoint(),
        addresses,
        first.resolutionTime(),
        all(reports, ProbeReport::resolutionNotes).stream().distinct().toList(),
        attempts,
        omissions,
        all(reports, ProbeReport::earlierTries),
        started,
        Duration.between(started, ended));
  }

  private static <T> List<T> all(
      List<ProbeReport> reports, Function<ProbeReport, List<T>> property) {
    return reports.stream().map(property).flatMap(Collection::stream).toList();
  }
}
