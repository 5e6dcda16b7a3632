package io.portprobe.examples.portprobe.scan;

import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The plan of a scan as text and as JSON. */
final class PlanText {
  private PlanText() {}

  /** Returns the lines of a plan. */
  static List<String> lines(HostSet hosts, List<PortSet> ports, ScanPlan plan) {
    return List.of(
        "hosts:    " + count(hosts.size()) + "  " + hosts,
        "ports:    " + ports.stream().map(PortSet::toString).collect(Collectors.joining("  ")),
        "probes:   " + probes(plan) + ", without retries",
        "duration: at most " + time(plan.worstCaseDuration()) + ", if no port replies",
        "traffic:  at most " + bytes(plan.bytes()) + " sent",
        "sockets:  at most " + count(plan.maxOpenSockets()) + " open at the same time");
  }

  /** Returns the plan in one line, for a terminal. */
  static String line(ScanPlan plan) {
    return probes(plan) + " probes, at most " + time(plan.worstCaseDuration());
  }

  /** Returns the plan as a line of JSON. */
  static String json(ScanPlan plan) {
    Long probes = plan.probes().isPresent() ? plan.probes().getAsLong() : null;
    return JsonLine.plan(probes, plan.worstCaseDuration(), plan.bytes(), plan.maxOpenSockets())
        .toJson();
  }

  private static String probes(ScanPlan plan) {
    return plan.probes().isPresent() ? count(plan.probes().getAsLong()) : "an unknown number";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long bytes) {
    return bytes < 10_000
        ? count(bytes) + " bytes"
        : bytes < 10_000_000 ? count(bytes / 1_000) + " kB" : count(bytes / 1_000_000) + " MB";
  }

  private static String time(Duration time) {
    double seconds = time.toNanos() / 1e9;
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : time.toHours() > 0
            ? time.toHours() + " h " + time.toMinutesPart() + " min"
            : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
